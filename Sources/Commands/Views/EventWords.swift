import Diagnostics
import JSON
import Journeys

/// What an event says, on one line for a person.
struct EventWords {
  private let document: JSONDocument
  private let event: JSONToken

  init(_ document: JSONDocument, _ event: JSONToken) {
    self.document = document
    self.event = event
  }

  /// All that it says, in the order of its keys.
  var text: String {
    var parts: [String] = []
    for key in EventKey.allCases {
      guard let value = member(key) else { continue }
      switch key {
      case .journey, .at, .id, .sentiment, .channel, .stageEntered, .severity: continue
      case .touchpoint: parts.append("\(shown(value))\(more([.sentiment, .channel]))")
      case .stage: parts.append("stage \(shown(value))\(since)")
      case .observed: parts.append("seen in stage \(shown(value))\(since)")
      case .account, .exit, .trigger, .resolved: parts.append("\(key.rawValue) \(shown(value))")
      case .painPoint: parts.append("pain point \(shown(value))\(more([.severity]))")
      case .consent:
        for (channel, isGiven) in document.members(of: value) {
          parts.append("\(shown(channel)) \(document.bool(at: isGiven) ? "yes" : "no")")
        }
      case .profile: parts += leaves(of: value, path: "")
      }
    }
    return parts.joined(separator: ", ")
  }

  private var since: String { member(.stageEntered).map { " since \(shown($0))" } ?? "" }

  private func more(_ keys: [EventKey]) -> String {
    let texts = keys.compactMap { member($0).map(shown) }
    return texts.isEmpty ? "" : " (\(texts.joined(separator: ", ")))"
  }

  private func member(_ key: EventKey) -> JSONToken? {
    for (name, value) in document.members(of: event) where document.string(at: name) == key.rawValue {
      return value
    }
    return nil
  }

  /// What is said of a profile, by dotted paths; a null takes back what was known.
  private func leaves(of token: JSONToken, path: String) -> [String] {
    var list: [String] = []
    for (key, value) in document.members(of: token) {
      let name = path + shown(key)
      if document.kind(of: value) == .object {
        list += leaves(of: value, path: "\(name).")
      } else {
        list.append("\(name) \(document.kind(of: value) == .null ? "unknown" : shown(value))")
      }
    }
    return list
  }

  private func shown(_ token: JSONToken) -> String {
    guard document.kind(of: token) == .string else {
      return String(decoding: document.rawBytes(of: token), as: UTF8.self).visible
    }
    return document.string(at: token).visible
  }
}
