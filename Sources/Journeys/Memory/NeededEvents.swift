import JSON
import Rules

/// The events of a journey without which less would be remembered than it has a right to for as long as anything of it is
/// kept: the stage in force with its entry, the exit, the account, the latest of each thing in profiles and consents.
package struct NeededEvents {
  private var needed: Set<Int> = []
  private var stage: String?
  private var stageRun: [Int] = []
  private var exit: [Int] = []
  private var observed: Int?
  private var account: Int?
  /// By path of a profile, or by channel and answer.
  private var latest: [ExactText: Int] = [:]

  /// - Parameter events: by instant.
  /// - Returns: the places in the list of those that are needed.
  package static func places(in events: [JourneyEvent]) -> Set<Int> {
    var finding = NeededEvents()
    for (index, event) in events.enumerated() { finding.look(at: event, index) }
    return finding.needed.union(finding.stageRun).union(finding.exit).union(finding.latest.values)
      .union([finding.observed, finding.account].compactMap(\.self))
  }

  private mutating func look(at event: JourneyEvent, _ index: Int) {
    if event.account != nil { account = index }
    guard let document = try? JSONDocument(parsing: event.body) else { return }
    let root = document.root
    if let token = document.member("stage", of: root) {
      let name = document.string(at: token)
      if stage == name { stageRun.append(index) } else { (stage, stageRun) = (name, [index]) }
      exit = []
    }
    if document.member("trigger", of: root) != nil { exit = [] }
    // Whether it begins the journey anew depends on the rule book: both are needed to tell.
    if exit.count == 1, document.member("touchpoint", of: root) != nil { exit.append(index) }
    if document.member("observed", of: root) != nil { observed = index }
    if let consent = document.member("consent", of: root) {
      for (key, value) in document.members(of: consent) {
        latest[ExactText("consent \(document.string(at: key)) \(document.bool(at: value))")] = index
      }
    }
    if let profile = document.member("profile", of: root) { look(into: profile, "profile", document, index) }
    if document.member("exit", of: root) != nil {
      exit = [index]
      (stage, stageRun) = (nil, [])
      observed = nil
    }
  }

  private mutating func look(
    into token: JSONToken, _ path: String, _ document: borrowing JSONDocument, _ index: Int
  ) {
    guard document.kind(of: token) == .object else {
      latest[ExactText(path)] = index
      return
    }
    for (key, value) in document.members(of: token) {
      look(into: value, "\(path)/\(document.string(at: key))", document, index)
    }
  }
}
