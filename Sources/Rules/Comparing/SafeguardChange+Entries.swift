import Diagnostics
import Time

/// What is declared of touchpoints, of attributes and of the buying group.
extension SafeguardChange {
  var touchpoints: [Declaration] {
    let (before, after) = (old.vocabulary.touchpoints, new.vocabulary.touchpoints)
    return before.items.enumerated().flatMap { index, item -> [Declaration] in
      let now = after.index(named: item.id).map { after[$0] }
      let parts: [(String, Bool)] = [
        ("medium", now?.medium != item.medium), ("ownership", now?.ownership != item.ownership),
        ("influence", now?.influence != item.influence),
      ]
      let changed = now == nil ? [] : parts.filter(\.1).map(\.0)
      guard now == nil || !changed.isEmpty else { return [] }
      let words = now == nil ? "is gone" : "has another \(changed.map { "'\($0)'" }.listed()) now"
      return [
        Declaration(subject: "touchpoint \(item.id)", words: "the touchpoint '\(item.id)' \(words)") { test in
          switch test {
          case .touchpoints(let count):
            Self.effect(
              of: Self.counts(item, index, count), now.map { Self.counts($0, index, count) } ?? false,
              on: count.bounds)
          case .expression(let expression):
            expression.uses.fields.isDisjoint(with: changed) && !expression.uses.texts.contains(item.id)
              ? [] : .either
          default: []
          }
        }
      ]
    }
  }

  private static func counts(
    _ item: Touchpoint, _ index: Int, _ count: Condition.TouchpointCount
  ) -> Bool {
    (count.types?.contains(index) ?? true)
      && (count.media.map { media in item.medium.map(media.contains) ?? false } ?? true)
      && (count.ownerships.map { owners in item.ownership.map(owners.contains) ?? false } ?? true)
      && (count.influences.map { influences in item.influence.map(influences.contains) ?? false } ?? true)
  }

  /// Values that an attribute does not know any more, or knows now: others are as if they were not said.
  var attributes: [Declaration] {
    old.attributes.enumerated().flatMap { index, attribute -> [Declaration] in
      guard let now = new.attributes.first(where: { $0.path == attribute.path }),
        let before = attribute.values, attribute.type == .string
      else { return [] }
      let after = now.values ?? before
      let lost = before.filter { !after.contains($0) }
      let gained = after.filter { !before.contains($0) }
      func change(_ values: [String], _ isGained: Bool) -> Declaration {
        let list = values.map { "'\($0)'" }.listed()
        return Declaration(
          subject: "values of \(attribute.path)",
          words:
            "the attribute '\(attribute.path)' \(isGained ? "knows \(list) now, so that it is known there" : "does not know \(list) any more")"
        ) { test in
          switch test {
          case .fact(.attribute(index), let comparisons):
            let isThere = values.contains { comparisons.allow($0) }
            let effect = Self.effect(of: !isGained && isThere, isGained && isThere)
            return comparisons == [.exists(false)] ? (isGained ? .less : .more) : effect
          case .expression(let expression):
            let facts = expression.uses.facts.union(expression.uses.tested)
            return facts.contains(.attribute(index)) ? .either : []
          default: return []
          }
        }
      }
      return (lost.isEmpty ? [] : [change(lost, false)]) + (gained.isEmpty ? [] : [change(gained, true)])
    }
  }

  var engagement: Declaration? {
    let (before, now) = (old.policies.engagedWithin, new.policies.engagedWithin)
    guard before != now else { return nil }
    return Declaration(
      subject: "engaged_within", words: "'engaged_within' is \(now.inDays) in place of \(before.inDays)"
    ) { test in
      switch test {
      case .buyingGroup(let count):
        guard let isEngaged = count.engaged else { return [] }
        return Self.effect(of: (now < before) == isEngaged, (now > before) == isEngaged, on: count.bounds)
      case .expression(let expression): return expression.uses.fields.contains("engaged") ? .either : []
      default: return []
      }
    }
  }
}
