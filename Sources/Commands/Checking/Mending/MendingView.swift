import Analysis
import Books
import Diagnostics
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
    var lines = mending.mends.map { "mends \(place($0.problem)): \($0.problem.message): \($0.fix.words)" }
    lines += mending.refused.map { "leaves \(place($0.problem)): \($0.problem.message): \($0.why.words)" }
    if !mending.mends.isEmpty { lines += proof }
    return lines.map { "\($0.visible)\n" }.joined()
  }

  private func place(_ problem: Diagnostic) -> String {
    "\(view.seen(path: problem.location.file)):\(problem.location.span.line):\(problem.location.span.column)"
  }

  /// Whether attributes have 'values' now that had none.
  private var hasNewValues: Bool {
    mending.mends.contains { if case .member = $0.fix.change { true } else { false } }
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
    let claim =
      base.mends > 0 ? "what is mended after that changes no decision" : "every state is decided as before"
    let limit =
      hasNewValues
      ? ", with texts as the rules write them: in other letter case they are read as those now, and others are reported"
      : ""
    guard !difference.values.isEmpty else { return first + ["proved: \(claim)\(limit)"] }
    return first + ["proved: \(claim)\(limit); of the values only these differ:"]
      + difference.values.map { "  \($0.path): \(DifferenceReport.change(of: $0))" }
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
