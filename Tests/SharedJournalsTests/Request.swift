import Decisions
import History
import HistoryRecords
import Time

/// A request that reserves an action as long as a journey or an account has fewer than its cap, as a daemon decides one:
/// again and again where others are faster.
final class Request {
  enum Answer: Equatable {
    case reserved(DecisionID)
    case heldBack
    case answeredBefore
    case failed(HistoryFault)
    /// Others were faster each time.
    case overtaken
  }

  let host: Host
  let journey: String
  let account: String?
  private let cap: Int
  private let key: Digest?
  private let channel: String
  private let mostTries: Int
  private(set) var tries = 0
  private(set) var answer: Answer?

  init(
    to host: Host, _ journey: String, of account: String? = nil, cap: Int, channel: String = "email",
    key: Digest? = nil, mostTries: Int = 1_000
  ) {
    self.host = host
    self.journey = journey
    self.account = account
    self.cap = cap
    self.channel = channel
    self.key = key
    self.mostTries = mostTries
  }

  private var scopes: Set<HistoryScope> {
    account.map { [.journey(journey), .account($0)] } ?? [.journey(journey)]
  }

  func begin() {
    guard tries < mostTries else { return answer = .overtaken }
    tries += 1
    host.history.prepare(HistoryNeeds(scopes: scopes)) { [self] fault in
      if let fault { return answer = .failed(fault) }
      decide()
    }
  }

  private func decide() {
    let history = host.history
    if let obstacle = history.obstacle { return answer = .failed(obstacle) }
    let count =
      account.map { host.count(ofAccount: $0) } ?? history.contacts(of: journey, within: .zero).count
    guard count < cap, !history.hasOptedOut(journey, of: channel) else { return answer = .heldBack }
    let transaction = history.transaction(restingOn: history.basis(of: scopes))
    let decision = DecisionID.new()
    transaction.reserve(
      .of("news"), channel: channel, journey: journey, account: account, decision: decision,
      at: .s(Int64(count)))
    if let key {
      transaction.store(
        IdempotentResponse(
          key: key, question: Digest(of: [1]), journey: journey, at: Host.start, revision: "r",
          body: Array(decision.text.utf8)))
    }
    history.append(transaction) { [self] result in
      switch result {
      case .recorded: answer = .reserved(decision)
      case .overtaken: begin()
      case .answered: answer = .answeredBefore
      case .failed(let fault): answer = .failed(fault)
      }
    }
  }

  /// Waits for the answer.
  func ask() -> Answer? {
    begin()
    _ = host.turn { answer != nil }
    return answer
  }
}

extension TimeSpan {
  fileprivate static let zero = TimeSpan(seconds: 0)
}
