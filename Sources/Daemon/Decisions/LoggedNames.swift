import DecisionLog
import System

/// How journeys and accounts are named in the daemon's own log. It belongs to the event loop.
final class LoggedNames {
  private let journeys: DecisionLog.Journeys
  private let keyPath: String
  private var pseudonyms: Pseudonyms?

  init(_ journeys: DecisionLog.Journeys, keyPath: String) {
    self.journeys = journeys
    self.keyPath = keyPath
  }

  var areHashed: Bool { journeys == .hashed }

  func name(_ kind: Pseudonyms.Kind, _ id: String) -> String {
    guard areHashed else { return id }
    if pseudonyms == nil { pseudonyms = KeyFile.read(keyPath).key.map { Pseudonyms(key: $0) } }
    // Without a key there is no hash that says nothing.
    return pseudonyms?.hash(kind, id) ?? "h:?"
  }
}
