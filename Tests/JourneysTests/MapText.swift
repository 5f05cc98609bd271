import Decisions
import Journeys
import Rules

/// A map as a text in which a reader sees at once what has changed.
struct MapText {
  let map: JourneyMap
  private var vocabulary: Vocabulary { map.book.vocabulary }

  init(_ map: JourneyMap) { self.map = map }

  var text: String {
    map.sheets.map(text).joined(separator: "\n") + "\n"
      + map.completeness.map { "\($0.subject): \($0.state), \($0.there + $0.missing)\n" }.joined()
  }

  private func text(_ sheet: MapSheet) -> String {
    var lines = ["\(name(sheet.scope)): \(text(sheet.journeys)) of \(sheet.situations) personas"]
    for stage in sheet.stages {
      lines.append("  \(vocabulary.stages[stage.stage].id): \(text(stage.customers)), \(text(stage.feeling))")
      lines.append("    met: \(stage.touchpoints.map(text).joined(separator: ", "))")
      lines.append("    pains: \(stage.painPoints.map(text).joined(separator: ", "))")
      let actions = stage.actions
      lines.append(
        "    recommended: \(actions.recommended.map(text)), held back: \(actions.heldBack.map(text))")
      lines.append(
        "    sent \(text(actions.sent)), accepted \(text(actions.accepted)), gaps \(stage.gaps.map(name))")
    }
    lines.append("  whole: \(sheet.touchpoints.map(text).joined(separator: ", "))")
    lines.append("  whole: \(sheet.painPoints.map(text).joined(separator: ", "))")
    for role in sheet.roles {
      lines.append("  \(role.role) \(role.required): \(text(role.missing)) of \(text(role.accounts))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func name(_ scope: MapScope) -> String {
    let market = scope.market.map { vocabulary.markets[$0].id } ?? "all"
    return "\(market)/\(scope.persona.map { vocabulary.personas[$0].id } ?? "all")"
  }

  private func text(_ count: MapCount?) -> String {
    count.map { $0.number.map(String.init) ?? "few" } ?? "none"
  }

  private func text(_ customers: MapCustomers?) -> String {
    guard let customers else { return "none" }
    let median = customers.median.map { "\($0)" } ?? "not known"
    return "reached \(text(customers.reached)), open \(text(customers.open)), lost \(text(customers.lost)), "
      + "median \(median)\(customers.isWorst ? ", worst" : "")"
  }

  private func text(_ feeling: MapFeeling?) -> String {
    feeling.map { "\($0.mean) of \($0.count)" } ?? "no feeling"
  }

  private func text(_ touchpoint: MapTouchpoint) -> String {
    let id = touchpoint.touchpoint.map { vocabulary.touchpoints[$0].id } ?? "undeclared"
    return "\(id)\(touchpoint.isPlanned ? "" : "?") \(text(touchpoint.met)) \(text(touchpoint.feeling))"
  }

  private func text(_ painPoint: MapPainPoint) -> String {
    let answers = painPoint.answers.map { map.book.actions[$0].id }
    return "\(vocabulary.painPoints[painPoint.painPoint].id) \(text(painPoint.reported)) \(answers)"
  }

  private func text(_ action: PlannedAction) -> String {
    let reason = action.reason.map { " \($0.reason)" } ?? ""
    return "\(map.book.actions[action.action].id) ×\(action.situations)\(reason)"
  }
}
