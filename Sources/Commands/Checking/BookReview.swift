import Analysis
import Diagnostics
import RuleFiles
import RuleTests
import Rules

/// A book that was loaded without an error, analysed as a whole.
struct BookReview {
  let grid: CustomerGrid
  /// What was found besides what loading tells, at places within the folder.
  let found: [Diagnostic]
  private let book: RuleBook

  /// Nil where there is no sound book to analyse.
  ///
  /// - Parameter deciding: the book that was loaded, where it has been made ready already.
  init?(_ load: RuleBookLoad, _ deciding: DecidingBook? = nil) {
    guard let book = load.book else { return nil }
    self.book = book
    let analysis = BookAnalysis(
      deciding ?? DecidingBook(book), now: RuleTest.usualInstant, known: load.known)
    let whole = SourceLocation(file: load.files.first?.path ?? "", span: .start)
    found = analysis.result().findings.map { $0.diagnostic(load.places, whole: whole) }
    grid = analysis.grid
  }

  /// What it comes to, for somebody who asks what to do first; nil where there is nothing.
  ///
  /// - Parameter open: what is left of what was found.
  func conclusion(_ open: [Diagnostic]) -> String? {
    func subjects(_ kinds: FindingKind...) -> [String] {
      open.filter { found in kinds.contains { $0.rawValue == found.id.name } }.compactMap(\.subject)
        .withoutRepeats
    }
    func part(_ subjects: [String], _ one: String, _ many: String) -> String? {
      guard let first = subjects.first else { return nil }
      return subjects.count == 1 ? "1 \(one): \(first)" : "\(subjects.count) \(many), first: \(first)"
    }
    let rules = book.rules.count == 1 ? "1 rule" : "\(book.rules.count) rules"
    let parts = [
      part(subjects(.neverHolds), "never matches", "never match"),
      part(subjects(.contradiction, .alwaysCapped), "recommends in vain", "recommend in vain"),
      part(
        subjects(.alwaysSuppressed), "always holds back or is held back", "always hold back or are held back"),
      part(subjects(.holdsNothingBack), "holds nothing back", "hold nothing back"),
      part(subjects(.redundant, .duplicate), "adds nothing", "add nothing"),
      part(subjects(.shadowed), "action always comes too late", "actions always come too late"),
      part(subjects(.repeatsAtOnce), "action repeats at once", "actions repeat at once"),
      part(subjects(.gap), "gap", "gaps"),
    ].compactMap(\.self)
    return parts.isEmpty ? nil : ([rules] + parts).joined(separator: "; ")
  }
}

extension RuleBookLoad {
  /// All that was found, as the book settles it.
  ///
  /// - Parameter told: on reading, with what there is to say of the folder.
  func settlement(of told: [Diagnostic], with review: BookReview?) -> Settlement {
    Settlement(of: told + (review?.found ?? []), by: settings, in: places)
  }

  /// What loading has told of rules already, by their ids.
  fileprivate var known: [FindingKind: Set<String>] {
    [.neverHolds: rules([.neverHolds, .ruleNeverMatches, .stallsNowhere]), .duplicate: rules([.duplicate])]
  }

  /// The rules within which something was found.
  private func rules(_ ids: [DiagnosticID]) -> Set<String> {
    let found = diagnostics.filter { ids.contains($0.id) }.map(\.location)
    let parts = places.parts(at: found)
    return Set(
      found.flatMap { parts[$0] ?? [] }.compactMap { if case .rule(let id) = $0 { id } else { nil } })
  }
}
