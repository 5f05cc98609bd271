import Decisions
import JSON
import Rules

/// The contacts that were considered: what the daemon remembered, in addition to those of the state.
extension RecordWriter {
  func write(_ history: JourneyHistory, _ plan: DecisionPlan, to writer: inout JSONWriter) {
    writer.array("contacts", of: history.contacts) { write($1, plan.book, to: &$0) }
    if !history.others.isEmpty {
      writer.array("others", of: history.others.enumerated()) { writer, other in
        writer.object {
          if history.otherJourneys.indices.contains(other.offset) {
            let name = history.otherJourneys[other.offset]
            $0.member("journey", hidesJourneys ? pseudonyms.hash(.journey, name) : name)
          }
          $0.array("contacts", of: other.element) { write($1, plan.book, to: &$0) }
        }
      }
    }
    if !history.withdrawals.isEmpty {
      writer.array("withdrawals", of: history.withdrawals) { writer, withdrawal in
        writer.object {
          $0.member("channel", plan.book.vocabulary.channels[withdrawal.channel].id)
          $0.member("at", withdrawal.at)
        }
      }
    }
  }

  private func write(_ contact: Contact, _ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      $0.member("action", contact.actionID)
      $0.member("kind", ifPresent: contact.kind.map { book.kinds[$0] } ?? contact.retired?.kind)
      $0.member("group", ifPresent: contact.group.map { book.groups[$0] } ?? contact.retired?.group)
      $0.member("channel", ifPresent: contact.channel.map { book.vocabulary.channels[$0].id })
      $0.member("at", ifPresent: contact.at)
      $0.array("outcomes", of: contact.results) { writer, result in
        writer.object {
          $0.member("outcome", result.outcome.rawValue)
          $0.member("at", ifPresent: result.at)
        }
      }
      switch contact.decision {
      case .id(let id): $0.member("decision", id.text)
      case .text(let text): $0.member("decision", text.text)
      case nil: break
      }
      if !contact.countsTowardCaps { $0.member("counts", false) }
      $0.member("origin", contact.origin.name)
    }
  }
}

extension Contact.Origin {
  var name: String {
    switch self {
    case .reserved: "reserved"
    case .told: "told"
    case .presumed: "presumed"
    }
  }

  init?(name: String) {
    switch name {
    case "reserved": self = .reserved
    case "told": self = .told
    case "presumed": self = .presumed
    default: return nil
    }
  }
}
