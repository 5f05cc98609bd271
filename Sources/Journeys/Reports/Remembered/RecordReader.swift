import Decisions
import JSON
import Rules
import Time

/// Makes records of what is remembered of journeys, for a report at one instant.
package struct RecordReader {
  private let recollection: Recollection
  private let asOf: Instant
  /// The attributes that the report goes by: their indices and paths.
  private let attributes: [(index: Int, path: String)]
  private let asksForAccounts: Bool
  /// What is known of the accounts that were asked for.
  private var accounts: [ExactText: [Int: [UInt8]]] = [:]

  package init(_ recollection: Recollection, _ frame: ReportFrame) {
    self.recollection = recollection
    asOf = frame.asOf
    let plan = recollection.plan
    let paths = frame.dimensions.compactMap { if case .attribute(let path) = $0 { path } else { nil } }
    attributes = paths.compactMap { path in
      plan.book.attributes.firstIndex { $0.path == path }.map { ($0, path) }
    }
    asksForAccounts = attributes.contains { plan.isOfAccount(attribute: $0.index) }
  }

  /// What is known of a journey; nil where nothing had been told of it yet.
  ///
  /// - Parameter contacts: those of the contact history; nil where there is none.
  package mutating func record(of journey: String, contacts: [RecordedContact]? = nil) -> JourneyRecord? {
    let remembered = recollection.journey(journey)
    guard remembered.isKnown(at: asOf) else { return nil }
    let memory = JourneyMemory(remembered, at: asOf, in: recollection.plan)
    return JourneyRecord(
      journey: journey, account: memory.account, tellings: remembered.tellings(upTo: asOf),
      persona: memory.persona, market: memory.market, attributes: texts(of: remembered, memory),
      contacts: contacts)
  }

  private mutating func texts(of journey: RememberedJourney, _ memory: JourneyMemory) -> [String: String] {
    guard !attributes.isEmpty else { return [:] }
    let ofAccount = asksForAccounts ? account(memory.account, journey) : [:]
    var texts: [String: String] = [:]
    for (index, path) in attributes {
      if index == recollection.plan.accountIDAttribute {
        texts[path] = memory.account
      } else if let value = memory.attributes[index] ?? ofAccount[index] {
        texts[path] = Self.text(value)
      }
    }
    return texts
  }

  /// The attributes of an account; of a journey without one, those that it told of its own.
  private mutating func account(_ account: String?, _ journey: RememberedJourney) -> [Int: [UInt8]] {
    if let account, let known = accounts[ExactText(account)] { return known }
    var memory = AccountMemory()
    let members = account.map { recollection.members($0).map(recollection.journey) } ?? [journey]
    for member in members { memory.add(member, of: account, at: asOf, in: recollection.plan) }
    if let account { accounts[ExactText(account)] = memory.attributes }
    return memory.attributes
  }

  /// A string without its quotes, anything else as JSON has it.
  private static func text(_ json: [UInt8]) -> String {
    guard let document = try? JSONDocument(parsing: json), document.kind(of: document.root) == .string else {
      return String(decoding: json, as: UTF8.self)
    }
    return document.string(at: document.root)
  }
}
