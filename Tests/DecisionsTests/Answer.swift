import Foundation

/// A decision as its JSON says it.
struct Answer {
  let text: String
  private let members: [String: Any]

  init(_ bytes: [UInt8]) throws {
    text = String(decoding: bytes, as: UTF8.self)
    members = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
  }

  var outcome: String { members["outcome"] as? String ?? "" }
  var nextPossible: String? { members["next_possible"] as? String }
  var recommendations: [[String: Any]] { list("recommendations") }
  var heldBack: [[String: Any]] { list("held_back") }
  var detected: [[String: Any]] { list("detected") }
  var alerts: [[String: Any]] { list("alerts") }
  /// `one 'if' failed: division by zero (1001.yaml:2:3)`: the rule or action with what is said, one each.
  var errors: [String] {
    list("errors").map { "\(Self.text($0, "rule"))\(Self.text($0, "action")) \(Self.text($0, "message"))" }
  }
  var actions: [String] { recommendations.map { Self.text($0, "action") } }

  /// The text without the revision, to compare the answers of different books.
  var withoutRevision: String {
    text.replacing(#""revision":"\#(members["revision"] as? String ?? "")","#, with: "")
  }

  private func list(_ key: String) -> [[String: Any]] { members[key] as? [[String: Any]] ?? [] }

  static func text(_ object: [String: Any], _ key: String) -> String { object[key] as? String ?? "" }

  /// `matched a/email b; c capped by weekly until 2026-…`: the outcome with what is recommended, then what is
  /// held back.
  var outline: String {
    let chosen = recommendations.map { entry in
      let channel = Self.text(entry, "channel")
      return Self.text(entry, "action") + (channel.isEmpty ? "" : "/\(channel)")
    }
    let held = heldBack.map { entry in
      let channel = Self.text(entry, "channel")
      var line = "\(Self.text(entry, "action")) \(Self.text(entry, "reason"))"
      if !channel.isEmpty { line += "/\(channel)" }
      for key in ["by", "until"] where entry[key] != nil { line += " \(key) \(Self.text(entry, key))" }
      return line
    }
    return ([([outcome] + chosen).joined(separator: " ")] + held).joined(separator: "; ")
  }

  /// `consideration given` or `unknown`.
  func place(_ key: String) -> String {
    let place = members[key] as? [String: String] ?? [:]
    return [place["id"], place["source"]].compactMap(\.self).joined(separator: " ")
  }

  /// `/stage unknown stage 'x'`, one each.
  var warnings: [String] {
    list("warnings").map { "\(Self.text($0, "pointer")) \(Self.text($0, "detail"))" }
  }
}
