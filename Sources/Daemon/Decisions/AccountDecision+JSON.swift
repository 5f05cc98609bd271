import Decisions
import History
import JSON
import Journeys
import Rules
import Time

extension AccountDecision {
  /// How many actions that were held back an answer lists.
  private static let listed = 10

  /// The answer, ended by a line feed.
  var json: [UInt8] {
    let plan = group.book.plan
    var writer = JSONWriter(reservingCapacity: 1_024 + 160 * members.count + 512 * chosen.count)
    writer.object {
      $0.member("account", query.account)
      if let coverage { coverage.write(to: &$0) }
      $0.array("members", of: members) { $1.person.write(plan.book.vocabulary, to: &$0) }
      $0.array("recommendations", of: group.records) { writer, record in
        writer.object {
          $0.member("journey", record.decision.journey)
          $0.member("decision", record.id.text)
          record.decision.writeFirstRecommendation(plan: plan, to: &$0)
        }
      }
      $0.array("held_back", of: heldBack) { writer, entry in
        writer.object {
          $0.member("journey", entry.decision.journey)
          entry.decision.writeHeldBack(entry.item, plan: plan, to: &$0)
        }
      }
      $0.member("next_possible", ifPresent: nextPossible)
      writeRemarks(to: &$0)
    }
    writer.newline()
    return writer.bytes
  }

  /// Of those to whom nothing is recommended: the latest decision about each.
  private var others: [Decision] { members.filter { !$0.isChosen }.compactMap { $0.record?.decision } }

  private struct HeldBack {
    let decision: Decision
    let item: Decision.HeldBack
    let place: AccountPlace
    /// Among all that its decision held back.
    let rank: Int
  }

  /// The best of what was held back from those to whom nothing is recommended.
  private var heldBack: ArraySlice<HeldBack> {
    let book = group.book.book
    let all = others.flatMap { decision in
      decision.heldBack.prefix(Self.listed).enumerated().map { rank, item in
        HeldBack(
          decision: decision, item: item, place: AccountPlace(of: item.priority, decision, in: book),
          rank: rank)
      }
    }
    return all.sorted { one, other in
      if one.place.precedes(other.place) { return true }
      return !other.place.precedes(one.place) && one.rank < other.rank
    }.prefix(Self.listed)
  }

  /// When the first of what was held back may go out, where nothing can now.
  private var nextPossible: Instant? {
    chosen.isEmpty ? others.compactMap(\.nextPossible).min() : nil
  }

  /// Writes what failed and what is to be warned of, each once, where there is any of it.
  private func writeRemarks(to writer: inout JSONWriter) {
    let decisions = members.compactMap { $0.record?.decision }
    let failures = Decision.distinctFailures(of: decisions)
    if !failures.isEmpty {
      writer.array("errors", of: failures) { $0.failure($1, in: group.book.book) }
    }
    var known: Set<String> = []
    var warnings = decisions.flatMap(\.warnings).filter {
      known.insert("\($0.pointer) \($0.detail)").inserted
    }
    if members.isEmpty { warnings.append(.init(pointer: "", detail: nobody)) }
    if !warnings.isEmpty { writer.warnings(warnings) }
  }

  private var nobody: String {
    "nobody is known to belong to the account '\(query.account)'; an event, or a state sent to /v1/next, says who does"
  }
}

extension GroupCoverage {
  /// Writes the member that says how far a buying group is complete.
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object("coverage") {
      $0.array("roles", of: seats) { writer, seat in
        writer.object {
          $0.member("role", seat.role.rawValue)
          $0.member("required", seat.required)
          $0.member("filled", seat.filled)
          $0.member("engaged", seat.engaged)
          $0.member("missing", seat.missing)
          $0.member("last_contact", ifPresent: seat.lastContact)
        }
      }
      $0.member("completeness", ifPresent: completeness)
      $0.member("engaged_completeness", ifPresent: engagedCompleteness)
    }
  }
}

extension GroupPerson {
  fileprivate func write(_ vocabulary: Vocabulary, to writer: inout JSONWriter) {
    writer.object {
      $0.member("journey", journey)
      $0.member("persona", ifPresent: persona.map { vocabulary.personas[$0].id })
      $0.member("role", ifPresent: role?.rawValue)
      $0.member("stage", ifPresent: stage.map { vocabulary.stages[$0].id })
      $0.member("engaged", isEngaged)
      $0.member("last_heard", ifPresent: lastHeard)
    }
  }
}
