import Rules
import Time

extension RuleBook {
  /// What its words say and what matters for decisions, by the path of the key: `channels.email.consent`.
  var wordFacets: [Facet] {
    let words = vocabulary
    var facets: [Facet] = []
    for item in words.channels.items {
      facets.append(Facet("channels.\(item.id).consent", item.consent.rawValue))
      facets.append(Facet("channels.\(item.id).bounced_for", item.bouncedFor.inDays))
    }
    for item in words.stages.items {
      facets.append(Facet("stages.\(item.id).phase", item.phase.rawValue))
      if let span = item.stallsAfter {
        facets.append(Facet("stages.\(item.id).stalls_after", span.inDays))
      }
    }
    for item in words.personas.items {
      let market = item.market.map { words.markets[$0].id } ?? "none"
      facets.append(Facet("personas.\(item.id).market", market))
      facets.append(Facet("personas.\(item.id).role", item.role?.rawValue ?? "none"))
    }
    for item in words.painPoints.items {
      facets.append(Facet("pain_points.\(item.id).severity", item.severity.asInRuleFile))
    }
    for item in words.triggers.items { facets.append(Facet("triggers.\(item.id)", "declared")) }
    for item in words.markets.items { facets.append(Facet("markets.\(item.id)", "declared")) }
    for item in words.touchpoints.items {
      let parts = [item.medium?.rawValue, item.ownership?.rawValue, item.influence?.rawValue].compactMap(
        \.self)
      facets.append(
        Facet("touchpoints.\(item.id)", parts.isEmpty ? "declared" : parts.joined(separator: ", ")))
    }
    for attribute in attributes where !Attribute.builtInPaths.contains(attribute.path) {
      let values = attribute.values.map { ", values: [\($0.joined(separator: ", "))]" } ?? ""
      facets.append(Facet("attributes.\(attribute.path)", "\(attribute.type.rawValue)\(values)"))
    }
    return facets
  }
}
