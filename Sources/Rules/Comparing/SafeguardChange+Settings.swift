import Time

/// Settings of policies that hold back less than they did.
extension SafeguardChange {
  var settings: [WeakenedSafeguard] {
    let (before, after) = (old.policies, new.policies)
    var weakened = [
      raised("limit", before.limit, after.limit, "recommendations in a decision"),
      raised("spread.kind", before.spreadByKind, after.spreadByKind, "of a kind among the recommendations"),
      raised(
        "spread.group", before.spreadByGroup, after.spreadByGroup, "of a group among the recommendations"),
    ].compactMap(\.self)
    let (span, now) = (before.sameContactWithin, after.sameContactWithin)
    if now > span {
      weakened.append(
        WeakenedSafeguard(
          "same_contact_within",
          "'same_contact_within' is \(now.inDays) in place of \(span.inDays): more contacts count as one, for caps and pauses as well"
        ))
    }
    return weakened + heldOut + shown
  }

  /// What says who somebody is, and is not kept out of texts and the log any more.
  private var shown: [WeakenedSafeguard] {
    old.attributes.filter { attribute in
      attribute.isPersonal && new.attributes.contains { $0.path == attribute.path && !$0.isPersonal }
    }.map { attribute in
      WeakenedSafeguard(
        "personal \(attribute.path)",
        "the attribute '\(attribute.path)' is not personal any more: texts and the decision log may show it",
        remedy: "keep 'personal: true'")
    }
  }

  private func raised(_ key: String, _ before: Int?, _ after: Int?, _ noun: String) -> WeakenedSafeguard? {
    guard let before, after.map({ $0 > before }) ?? true else { return nil }
    return WeakenedSafeguard(
      key, "'\(key)' allows \(after.map { "\($0)" } ?? "any number") in place of \(before) \(noun)")
  }

  /// Whoever is held out gets no messages.
  private var heldOut: [WeakenedSafeguard] {
    guard let before = old.policies.holdout, before.percent > 0 else { return [] }
    func weakened(_ words: String) -> [WeakenedSafeguard] { [WeakenedSafeguard("holdout", words)] }
    guard let after = new.policies.holdout else {
      return weakened("the holdout is gone: who was held out gets messages now")
    }
    if after.percent < before.percent {
      return weakened(
        "the holdout is \(Literal.double(after.percent).words) % in place of \(Literal.double(before.percent).words) %"
      )
    }
    guard after.salt != before.salt || after.scope != before.scope else { return [] }
    let key = after.salt != before.salt ? "salt" : "per"
    return weakened(
      "the holdout has another '\(key)': who was held out gets messages now, and others are held out")
  }
}
