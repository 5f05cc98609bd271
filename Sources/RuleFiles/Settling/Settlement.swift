package import Diagnostics
package import Rules

/// What was found in a rule book, as the book itself settles it: what it accepts is set aside, the rest is as severe as it
/// says.
package struct Settlement: Sendable {
  /// What is left, with the acceptances that have nothing to accept; by file and position.
  package private(set) var open: [Diagnostic] = []
  /// What is accepted, each with the narrowest that accepts it.
  package private(set) var accepted: [(diagnostic: Diagnostic, by: Acceptance)] = []
  private let settings: CheckSettings
  private var used: Set<Acceptance.Key> = []

  /// - Parameters:
  ///   - found: by loading, and by whatever looks at the book after that.
  ///   - places: of the parts of the book.
  package init(of found: [Diagnostic], by settings: CheckSettings, in places: BookPlaces) {
    self.settings = settings
    defer {
      open.sort()
      accepted.sort { $0.diagnostic < $1.diagnostic }
    }
    settle(found, in: places)
    // Where something could not be read, nobody knows what else would have been found.
    guard !found.contains(where: { $0.severity == .error }) else { return }
    let id = DiagnosticID.acceptedNothing.name
    // What begins and ends with time does so by itself.
    let ofTime = [DiagnosticID.notYetBegun.name, DiagnosticID.alreadyOver.name]
    var subjects: [String: Set<String>] = [:]
    for diagnostic in found {
      if let subject = diagnostic.subject { subjects[diagnostic.id.name, default: []].insert(subject) }
    }
    func unused(_ isWanted: (Acceptance) -> Bool) -> [Diagnostic] {
      settings.acceptances.filter {
        isWanted($0) && !used.contains($0.key) && !ofTime.contains($0.key.id)
      }.map {
        $0.nothing(among: subjects[$0.key.id] ?? [])
      }
    }
    settle(unused { $0.key.id != id }, in: places)
    open += unused { $0.key.id == id }.map { $0.settled(by: settings) }
  }

  private mutating func settle(_ found: [Diagnostic], in places: BookPlaces) {
    guard !settings.acceptances.isEmpty else {
      open += found.map { $0.settled(by: settings) }
      return
    }
    let acceptances = Dictionary(settings.acceptances.map { ($0.key, $0) }) { first, _ in first }
    let ids = Set(settings.acceptances.map(\.key.id))
    let parts = places.parts(at: found.filter { ids.contains($0.id.name) }.map(\.location))
    for diagnostic in found {
      let keys = diagnostic.keys(parts[diagnostic.location] ?? []).filter { acceptances[$0] != nil }
      used.formUnion(keys)
      let settled = diagnostic.settled(by: settings)
      if let acceptance = keys.first.flatMap({ acceptances[$0] }) {
        accepted.append((settled, acceptance))
      } else {
        open.append(settled)
      }
    }
  }

  /// Sets aside what was found before as well: what has the same id and subject, or where there is no subject the same
  /// file and message, as often as it was there; lines move. Errors stay.
  ///
  /// - Returns: how many.
  package mutating func leaveOut(_ older: [Diagnostic]) -> Int {
    var known: [Likeness: Int] = [:]
    for diagnostic in older { known[Likeness(diagnostic), default: 0] += 1 }
    let count = open.count
    open.removeAll { diagnostic in
      guard diagnostic.severity != .error, let left = known[Likeness(diagnostic)], left > 0 else {
        return false
      }
      known[Likeness(diagnostic)] = left - 1
      return true
    }
    return count - open.count
  }

  /// What makes a finding the same in another version of a book.
  private struct Likeness: Hashable {
    let id: DiagnosticID
    let file: String?
    let text: String

    init(_ diagnostic: Diagnostic) {
      id = diagnostic.id
      file = diagnostic.subject == nil ? diagnostic.location.file : nil
      text = diagnostic.subject ?? diagnostic.message
    }
  }
}

extension Diagnostic {
  /// What could accept it, the narrowest first.
  ///
  /// - Parameter parts: those within which it stands.
  fileprivate func keys(_ parts: [BookPlaces.Part]) -> [Acceptance.Key] {
    guard severity != .error else { return [] }
    let subjects =
      subject.map { id == FindingKind.gap.diagnosticID ? $0.withItsParts : [$0] } ?? parts.map(\.name)
    return parts.map { Acceptance.Key(id.name, owner: $0) }
      + subjects.map { Acceptance.Key(id.name, subject: $0) } + [Acceptance.Key(id.name)]
  }

  /// What the book did not refuse by itself is as severe as it says.
  fileprivate func settled(by settings: CheckSettings) -> Diagnostic {
    guard severity != .error, let own = settings.severities[id.name] else { return self }
    return with(own)
  }
}

extension String {
  /// A subject, and what is wider: of `b2c/churned/shopper` all that leaves out some of the ids.
  fileprivate var withItsParts: [String] {
    let ids = split(separator: "/")
    // Only those of gaps are made of ids; others may have a slash inside.
    guard (2...3).contains(ids.count) else { return [self] }
    let kept = (1..<(1 << ids.count)).sorted { $0.nonzeroBitCount > $1.nonzeroBitCount }
    return kept.map { bits in
      ids.indices.filter { bits & 1 << $0 != 0 }.map { String(ids[$0]) }.joined(separator: "/")
    }
  }
}

extension Acceptance {
  /// Says that it accepts nothing.
  ///
  /// - Parameter subjects: of what was found of its kind.
  fileprivate func nothing(among subjects: Set<String>) -> Diagnostic {
    let near = key.subject.flatMap { nearest(to: $0, among: subjects.sorted(by: bytesPrecede)) }
    let whose =
      if let subject = key.subject { " of '\(subject)'" } else { key.owner.map { " in '\($0.name)'" } ?? "" }
    return Diagnostic(
      .warning, .acceptedNothing, "there is no '\(key.id)'\(whose) to accept", at: location,
      help: near.map { "did you mean '\($0)'? If not, remove the entry" } ?? "remove the entry")
  }
}

extension DiagnosticID {
  package static let acceptedNothing = DiagnosticID(
    "accepted-nothing",
    page: """
      The rule book accepts something that is not found in it any more: what was the matter has been mended, or what it \
      was about is gone or has another name. Such an entry would hide the next finding of its kind, which nobody has \
      looked at. Remove it, or correct the subject that it names.
      """)
}
