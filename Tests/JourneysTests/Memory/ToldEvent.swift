import Foundation
import Time

/// An event as a test knows it: the parts by themselves, so that what follows from them can be worked out a second way.
struct ToldEvent {
  var at: Instant
  var account: String?
  var touchpoint: (name: String, sentiment: Double?, channel: String?)?
  var stage: String?
  var stageEntered: Instant?
  var observed: String?
  var exit: String?
  var trigger: String?
  var painPoint: (id: String, severity: Double?)?
  var resolved: String?
  var consent: [String: Bool] = [:]
  var persona: String??
  var city: String??
  var employees: Int??

  /// As it is sent.
  func json(journey: String = "anna") -> String {
    var members = ["\"journey\": \"\(journey)\"", "\"at\": \"\(at)\""]
    func add(_ key: String, _ value: String?) { if let value { members.append("\"\(key)\": \"\(value)\"") } }
    add("account", account)
    if let touchpoint {
      add("touchpoint", touchpoint.name)
      if let sentiment = touchpoint.sentiment { members.append("\"sentiment\": \(sentiment)") }
      add("channel", touchpoint.channel)
    }
    add("stage", stage)
    add("observed", observed)
    add("stage_entered", stageEntered.map { "\($0)" })
    add("exit", exit)
    add("trigger", trigger)
    add("pain_point", painPoint?.id)
    if let severity = painPoint?.severity { members.append("\"severity\": \(severity)") }
    add("resolved", resolved)
    if !consent.isEmpty {
      let answers = consent.sorted { $0.key < $1.key }.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
      members.append("\"consent\": {\(answers)}")
    }
    var profile: [String] = []
    func quoted(_ value: String?) -> String { value.map { "\"\($0)\"" } ?? "null" }
    if let persona { profile.append("\"persona\": \(quoted(persona))") }
    if let city { profile.append("\"person\": {\"city\": \(quoted(city))}") }
    if let employees {
      profile.append("\"account\": {\"employees\": \(employees.map { "\($0)" } ?? "null")}")
    }
    if !profile.isEmpty { members.append("\"profile\": {\(profile.joined(separator: ", "))}") }
    return "{\(members.joined(separator: ", "))}"
  }

  /// Whether it says anything.
  var isEmpty: Bool { !json().contains(", \"", after: "\"at\"") }
}

extension String {
  fileprivate func contains(_ text: String, after other: String) -> Bool {
    guard let place = range(of: other) else { return false }
    return self[place.upperBound...].contains(text)
  }
}
