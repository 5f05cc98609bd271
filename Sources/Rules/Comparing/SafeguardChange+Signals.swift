import Time

/// How severe pain points are, and how long signals last.
extension SafeguardChange {
  var painPoints: [Declaration] {
    let (before, after) = (old.vocabulary.painPoints, new.vocabulary.painPoints)
    return before.items.enumerated().flatMap { index, item -> [Declaration] in
      guard let now = after.index(named: item.id).map({ after[$0] }) else { return [] }
      var changes: [Declaration] = []
      if now.severity != item.severity {
        changes.append(
          Declaration(
            subject: "severity of \(item.id)",
            words:
              "the pain point '\(item.id)' has the severity \(Literal.double(now.severity).words) in place of \(Literal.double(item.severity).words) where none is given"
          ) { Self.severityEffect(of: item.severity, now.severity, on: $0, index) })
      }
      if now.lasts != item.lasts {
        changes.append(
          lasting("pain point", item.id, item.lasts, now.lasts) { test in
            guard case .painPoints(let presence) = test else { return Self.asks(test, .painPoint(index)) }
            return Self.isNamed(index, in: presence)
          })
      }
      return changes
    }
  }

  var triggers: [Declaration] {
    let (before, after) = (old.vocabulary.triggers, new.vocabulary.triggers)
    return before.items.enumerated().compactMap { index, item in
      guard let now = after.index(named: item.id).map({ after[$0] }), now.lasts != item.lasts else {
        return nil
      }
      return lasting("trigger", item.id, item.lasts, now.lasts) { test in
        guard case .triggers(let presence) = test else { return Self.asks(test, .trigger(index)) }
        return Self.isNamed(index, in: presence)
      }
    }
  }

  private func lasting(
    _ noun: String, _ id: String, _ before: TimeSpan, _ now: TimeSpan,
    _ named: @escaping (Test) -> Reliance.Direction
  ) -> Declaration {
    Declaration(
      subject: "lasting of \(id)",
      words: "the \(noun) '\(id)' lasts \(now.inDays) in place of \(before.inDays)"
    ) { now < before ? named($0) : named($0).reversed }
  }

  /// What it does to a test that there is less of something: it may hold less where that is asked for.
  private static func isNamed(_ index: Int, in presence: Condition.Presence) -> Reliance.Direction {
    var direction: Reliance.Direction = []
    if (presence.any ?? []).contains(index) || (presence.all ?? []).contains(index) {
      direction.insert(.less)
    }
    if (presence.none ?? []).contains(index) { direction.insert(.more) }
    return direction
  }

  private static func asks(_ test: Test, _ signal: DetectionSignal) -> Reliance.Direction {
    guard case .expression(let expression) = test else { return [] }
    return expression.uses.signals.contains(signal) || !expression.uses.unnamed.isEmpty ? .either : []
  }

  private static func severityEffect(
    of before: Double, _ now: Double, on test: Test, _ index: Int
  ) -> Reliance.Direction {
    switch test {
    case .painPoints(let presence):
      guard let least = presence.minSeverity, (before >= least) != (now >= least) else { return [] }
      let named = isNamed(index, in: presence)
      return now < least ? named : named.reversed
    case .expression(let expression):
      return expression.uses.graded.contains(index) || !expression.uses.unnamed.isEmpty ? .either : []
    default: return []
    }
  }
}
