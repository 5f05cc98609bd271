import Decisions
import Diagnostics
import Rules

/// Finds rules that add nothing: another rule says the same wherever they hold. Where both hold for the same states they
/// are duplicates.
struct CoveredRules: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    var duplicates: Set<Int> = []
    for (index, rule) in book.rules.enumerated()
    where rule.isEnabled && !analysed.isKnown(.duplicate, of: rule) {
      let own = Contributions(analysed.contributions(of: index))
      guard own.canBeCovered, let sighting = analysed.sightings(of: index).first else { continue }
      for other in sighting.decision.matched.map(Int.init) where other != index {
        let others = Contributions(analysed.contributions(of: other))
        // What holds everything back for a while is taken away again, and nobody would miss the other one then.
        if rule.effect.isSuppressing, book.rules[other].isForEverybody, !rule.isForEverybody { continue }
        guard !duplicates.contains(other), !analysed.isKnown(.duplicate, of: book.rules[other]),
          others.cover(own), analysed.covers(rule, by: [book.rules[other]])
        else { continue }
        if own.cover(others), analysed.covers(book.rules[other], by: [rule]) {
          // Told once, at the one that stands later.
          let (first, second) = book.rules[other].order < rule.order ? (other, index) : (index, other)
          guard duplicates.insert(second).inserted else { continue }
          result.add(duplicate(book.rules[second], of: book.rules[first], sighting))
        } else {
          result.add(redundant(rule, besides: book.rules[other], sighting))
        }
        break
      }
    }
  }

  private func redundant(_ rule: Rule, besides other: Rule, _ sighting: Sighting) -> Finding {
    let more = if case .recommend = rule.effect { ", no lower" } else { "" }
    return Finding(
      .redundant, rule.id, at: .rule(id: rule.id),
      "'\(rule.id)' adds nothing: wherever it matches, '\(other.id)' says the same\(more)",
      help: "remove it, or change what one of the two asks for or how it scores",
      notes: [.init(of: other)], witness: sighting.witness)
  }

  private func duplicate(_ rule: Rule, of other: Rule, _ sighting: Sighting) -> Finding {
    Finding(
      .duplicate, rule.id, at: .rule(id: rule.id),
      "'\(rule.id)' says the same as '\(other.id)', in other words", help: "keep one of the two",
      notes: [.init(of: other)], witness: sighting.witness,
      fix: TextFix(.removal, changing: "rules.\(rule.id)"))
  }
}

extension Rule {
  /// Whether it asks for nothing.
  fileprivate var isForEverybody: Bool { (when?.terms.isEmpty ?? true) && unless == nil }
}

/// What a rule adds where it matches, to be compared with what another one does.
private struct Contributions {
  private let list: [Contribution]

  init(_ list: [Contribution]) {
    self.list = list
  }

  /// Alerts are told by the rules' ids, and which place wins depends on all that are evidence for one.
  var canBeCovered: Bool {
    !list.isEmpty
      && list.allSatisfy { entry in
        switch entry.output {
        case .alert, .stage, .persona, .eligibility: false
        case .candidate, .suppression, .painPoint, .trigger: true
        }
      }
  }

  /// Whether they say all that others say, and rate it no lower.
  func cover(_ others: Contributions) -> Bool {
    others.list.allSatisfy { wanted in
      list.contains { own in
        own.output == wanted.output && own.entry.isNoLower(than: wanted.entry)
          // A wish for a channel is something that is said.
          && (wanted.entry.name == nil || wanted.entry.name == own.entry.name)
      }
    }
  }
}

extension Proposals.Entry {
  fileprivate func isNoLower(than other: Proposals.Entry) -> Bool {
    switch (score, other.score) {
    case (.number(let own), .number(let other)): own >= other
    case (.computed(let own), .computed(let other)): own == other
    default: false
    }
  }
}
