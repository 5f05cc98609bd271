import Analysis
import Books
import Diagnostics
import RuleFiles
import RuleTests

/// What `waymark check --fix` shows of the mends.
struct MendingView {
  let mending: Mending
  let view: PathPrefix

  /// The files that are to change, as they were and as they will be.
  var changes: [(old: SourceFile, new: SourceFile)] {
    zip(mending.original.files, mending.current.files).filter { $0.bytes != $1.bytes }.map { ($0, $1) }
  }

  /// All changes, for people and for `patch -p1`.
  var diff: [UInt8] {
    changes.flatMap { UnifiedDiff(view.seen(path: $0.path), from: $0.bytes, to: $1.bytes).bytes }
  }

  /// What each change is for, what is left as it is, and what is proved, in lines.
  var account: String {
    let mends = mending.mends.map { ($0.problem, $0.problem.likeness(isMendable: true), $0.fix.words) }
    let refused = mending.refused.map { refused in
      (
        refused.problem, refused.problem.likeness(isMendable: mending.current.canMend(refused.problem)),
        refused.why.words
      )
    }
    var lines = placed(mends).map { "mends \($0)" } + placed(refused).map { "leaves \($0)" }
    if !mending.mends.isEmpty { lines += proof }
    return lines.map { "\($0.visible)\n" }.joined()
  }

  /// Problems where they stand in the files as they are, with what is said of each. Those that only a mend uncovered
  /// stand where they stood then.
  private func placed(_ problems: [(Diagnostic, MendedBook.Likeness, String)]) -> [String] {
    let original = mending.original
    var places = Dictionary(grouping: original.diagnostics) { original.likeness(of: $0) }
      .mapValues { $0.map(\.location)[...] }
    return problems.map { problem, likeness, words in
      let location = places[likeness]?.popFirst() ?? problem.location
      return Diagnostic(problem.severity, problem.id, "\(problem.message): \(words)", at: location)
    }.sorted().map { problem in
      let (file, span) = (view.seen(path: problem.location.file), problem.location.span)
      return "\(file):\(span.line):\(span.column): \(problem.message)"
    }
  }

  /// Whether words are gone, which states may name.
  private var hasLessWords: Bool {
    mending.mends.contains { $0.fix.change == .removal && $0.problem.id != .duplicate }
  }

  /// Whether attributes have 'values' now that had none.
  /// Whether a key is added to an attribute.
  private func adds(_ key: String) -> Bool {
    mending.mends.contains {
      if case .member(key, _, _) = $0.fix.change { true } else { false }
    }
  }

  private var proof: [String] {
    guard let base = mending.base, let now = mending.current.deciding else {
      return ["the rule book cannot be read yet: other errors are left"]
    }
    let first =
      base.mends > 0
      ? ["the rule book can be read now; before it could not, so that there is nothing to compare it with"]
      : []
    guard mending.mends.count > base.mends else { return first }
    let difference = BookComparison(base.book, now, now: RuleTest.usualInstant).difference()
    guard difference.regions.isEmpty, difference.tooLarge.isEmpty else { return first }
    let gone = Set(difference.values.filter { $0.new == nil }.map(\.path))
    // Of a word that is gone all that it said is gone.
    let values = difference.values.filter { value in
      !mending.mends.compactMap(\.fix.path).contains { gone.contains($0) && value.path.hasPrefix("\($0).") }
    }
    let claim =
      base.mends > 0 ? "what is mended after that changes no decision" : "every state is decided as before"
    let end = values.isEmpty ? "" : "; of the values only these differ:"
    return first + ["proved: \(claim)\(end)"]
      + values.map { "  \($0.path): \(DifferenceReport.change(of: $0))" } + limits
  }

  /// What is otherwise for those who send states.
  private var limits: [String] {
    var limits: [String] = []
    if hasLessWords {
      limits.append("a state or an event that names what is gone is told that it is not known")
    }
    if adds("values") {
      limits.append("a state may write the new values in any letter case, and is told of every other text")
    }
    if adds("personal") {
      limits.append("the log shows a hash of what is personal; what it holds already stays as it is")
    }
    return limits
  }
}

extension TextFix {
  /// What it does, in words.
  fileprivate var words: String {
    switch change {
    case .word(let word, _): "write '\(word)'"
    case .text(let text):
      text.isEmpty ? "remove it" : text.allSatisfy { $0 == " " } ? "a space" : "write \(text)"
    case .removal: "remove it"
    case .member(let key, let value, _): "add '\(key): \(value)'"
    }
  }
}
