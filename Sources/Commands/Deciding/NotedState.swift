import Decisions
import JSON
import Journeys
import Rules
import Time

/// A state that was looked at before anything is decided: whose it is, and how many of its journey there were.
struct NotedState: Sendable {
  let text: StateText
  /// Nil where it is no JSON, or is not to be asked about.
  var document: JSONDocument?
  /// Why it is not decided, where that is known.
  var refusal: Refusal?
  /// Nil where it names none.
  var journey: ExactText?
  /// The account that it names, or that is remembered of its journey.
  var account: ExactText?
  /// From 1.
  var occurrence = 1
}

/// Looks at the states of an input in their order.
struct StateNoting {
  private struct Journey {
    var count = 0
    var account: ExactText?
    /// Whether its states name more than one account, or some none.
    var isDivided = false
  }

  private let run: LocalRun
  private var journeys: [ExactText: Journey] = [:]
  /// How many journeys have states of more than one account: by account, they cannot be parted.
  private(set) var dividedCount = 0

  init(_ run: LocalRun) { self.run = run }

  mutating func note(_ text: StateText) -> NotedState {
    var noted = NotedState(text: text)
    if let refusal = text.refusal {
      noted.refusal = refusal
      return noted
    }
    do throws(JSONError) {
      let document = try JSONDocument(parsing: text.bytes)
      noted.document = document
      note(document, &noted)
    } catch {
      noted.refusal = Refusal(error)
    }
    return noted
  }

  private mutating func note(_ document: JSONDocument, _ noted: inout NotedState) {
    guard let journey = document.journey else { return }
    let name = ExactText(journey)
    noted.journey = name
    var known = journeys[name] ?? Journey()
    known.count += 1
    noted.occurrence = known.count
    if run.plan.countsAccounts, run.reserve != nil {
      noted.account = (document.account ?? rememberedAccount(of: journey, document)).map { ExactText($0) }
      if known.count == 1 { known.account = noted.account }
      if known.account != noted.account, !known.isDivided {
        known.isDivided = true
        dividedCount += 1
      }
    }
    journeys[name] = known
  }

  private func rememberedAccount(of journey: String, _ document: JSONDocument) -> String? {
    guard let history = run.history, history.remembersEvents else { return nil }
    var fields = FieldReader(root: document.root, zone: run.plan.book.policies.zone)
    let now = document.member("now", of: document.root).flatMap { fields.instant(document, $0) } ?? run.clock
    return history.remembered(journey, in: run.plan).account(at: now)
  }
}

extension JSONDocument {
  /// The id of a state's account.
  fileprivate var account: String? {
    guard let account = member("account", of: root), let id = member("id", of: account),
      kind(of: id) == .string
    else { return nil }
    return string(at: id)
  }
}
