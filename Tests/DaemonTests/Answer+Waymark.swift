import TestSupport

extension Answer {
  /// The rule book that it was made under.
  var revision: String? { header("Waymark-Revision") }

  /// The actions that a decision reserved.
  var reserved: [String] { json["reserved"] as? [String] ?? [] }

  /// `action: reason` of each that was held back.
  var heldBack: [String] {
    (json["held_back"] as? [[String: Any]] ?? []).map { "\($0["action"] ?? "?"): \($0["reason"] ?? "?")" }
  }

  /// `action channel outcomes` of each contact of a journey.
  var contacts: [String] {
    (json["contacts"] as? [[String: Any]] ?? []).map { contact in
      let outcomes = (contact["outcomes"] as? [[String: Any]] ?? []).compactMap { $0["outcome"] as? String }
      return "\(contact["action"] ?? "?") \(contact["channel"] ?? "-") \(outcomes.joined(separator: ","))"
    }
  }

  /// The word that names the type of the problem; nil for what is no problem.
  var problem: String? {
    guard header("Content-Type") == "application/problem+json", json["status"] as? Int == status else {
      return nil
    }
    return self["type"].flatMap { $0.split(separator: ":").last.map(String.init) }
  }

  /// `pointer: detail` of each mistake in a body.
  var mistakes: [String] {
    (json["errors"] as? [[String: String]] ?? []).map { "\($0["pointer"] ?? "?"): \($0["detail"] ?? "?")" }
  }
}
