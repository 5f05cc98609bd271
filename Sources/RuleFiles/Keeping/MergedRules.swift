import Diagnostics
import Rules

/// The rules of a book that were kept and those that were read anew, as one list.
struct MergedRules {
  /// By id.
  private(set) var rules: [Rule] = []
  /// By index of a rule: see `KeptLoad.digests`.
  private(set) var digests: [Int?] = []
  /// See `KeptLoad.ownRules`.
  let ownRules: Int

  /// Nil where two rules have one id or say the same: then more is to be told than is known here.
  ///
  /// - Parameters:
  ///   - paths: of the files whose rules are not kept.
  ///   - read: the rules of those files, by id; their orders are those among themselves.
  init?(_ load: KeptLoad, without paths: Set<String>, with read: [ReadRule], in declarations: Declarations) {
    let old = load.book.rules
    let kept = old.indices.filter { !paths.contains(old[$0].location.file) }
    let orders = Orders(load, kept, declarations)
    ownRules = orders.ownRules
    rules.reserveCapacity(kept.count + read.count)
    digests.reserveCapacity(kept.count + read.count)
    var known = Set(kept.compactMap { load.digests[$0] })
    var next = read[...]
    func isNew(_ digest: Int?) -> Bool { digest.map { known.insert($0).inserted } ?? true }
    for index in kept {
      let rule = old[index]
      while let first = next.first, !bytesPrecede(rule.id, first.rule.id) {
        guard first.rule.id != rule.id, isNew(first.digest) else { return nil }
        add(first.rule, at: orders.ofRead[first.rule.order], first.digest)
        next.removeFirst()
      }
      add(rule, at: orders.ofKept[rule.order], load.digests[index])
    }
    for last in next {
      guard isNew(last.digest) else { return nil }
      add(last.rule, at: orders.ofRead[last.rule.order], last.digest)
    }
  }

  private mutating func add(_ rule: Rule, at order: Int, _ digest: Int?) {
    rules.append(rule.order == order ? rule : rule.moved(to: order))
    digests.append(digest)
  }

  /// Where rules stand among all rules of the book: by path, then by place in the file; last those of tables.
  private struct Orders {
    /// By the order of a rule in the book of before.
    var ofKept: [Int]
    /// By the order of a rule among those that were read.
    var ofRead: [Int] = []
    var ownRules = 0

    init(_ load: KeptLoad, _ kept: [Int], _ declarations: Declarations) {
      ofKept = Array(repeating: 0, count: load.book.rules.count)
      // By order: each rule has one of its own.
      var before: [Rule?] = Array(repeating: nil, count: ofKept.count)
      for index in kept { before[load.book.rules[index].order] = load.book.rules[index] }
      let read = declarations[.rules].map(\.context.file.path)
      ofRead.reserveCapacity(read.count)
      for rule in before[..<load.ownRules].lazy.compactMap(\.self) {
        while ofRead.count < read.count, bytesPrecede(read[ofRead.count], rule.location.file) { addRead() }
        ofKept[rule.order] = ownRules
        ownRules += 1
      }
      while ofRead.count < read.count { addRead() }
      for (place, rule) in before[load.ownRules...].lazy.compactMap(\.self).enumerated() {
        ofKept[rule.order] = ownRules + place
      }
    }

    private mutating func addRead() {
      ofRead.append(ownRules)
      ownRules += 1
    }
  }
}
