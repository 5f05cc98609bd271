import API
import Decisions
import Foundation
import JSON

/// Lets the daemon decide and reserve what is to be done, one state after the other. It says what would be reserved where
/// nothing is to be.
final class ReservingDecider: StateDecider {
  /// What a call may be repeated by.
  struct Key {
    /// Of all calls.
    var name: String?
    /// The column, or the key of a state, whose value tells its call from the others.
    var source: String?
    /// Whether each call has one of its own otherwise, since it may be sent again.
    var isNeeded = false
  }

  private let client: DaemonClient
  private let query: KeyValuePairs<Parameter, String?>
  private let preview: DaemonRequest
  private let key: Key
  private let isDryRun: Bool
  private let isStrict: Bool
  private let noes: OverheardNoes
  /// How many answers were given before, under the same keys.
  private(set) var replayed = 0
  /// The lines of the states that have the key and the contents of one before them, and of that one.
  private(set) var doubled: [(line: Int, first: Int)] = []
  /// The first state under each key.
  private var first: [String: First] = [:]

  private struct First {
    let line: Int
    /// The channels that it says no to.
    let noes: [String]

    init(_ state: AskedState) {
      line = state.text.line
      noes = ConsentClashes.noes(in: state.document)
    }
  }

  /// - Parameters:
  ///   - isDryRun: whether nothing is reserved.
  ///   - isStrict: whether nothing is reserved for a state of which there are warnings.
  init(
    client: DaemonClient, take: Int, limit: Int?, explanation: Explanation, key: Key, isDryRun: Bool,
    isStrict: Bool
  ) {
    self.client = client
    noes = OverheardNoes(client)
    self.key = key
    self.isDryRun = isDryRun
    self.isStrict = isStrict
    let explain = explanation == .none ? nil : explanation.rawValue
    query = [.take: "\(take)", .limit: limit.map { "\($0)" }, .explain: explain]
    preview = DaemonRequest(
      .post, .next, [.limit: limit.map { "\($0)" }, .explain: explain, .preview: "true"])
  }

  var isReserving: Bool { !isDryRun }

  func decide(_ states: [AskedState]) throws(Failure) -> [StateResult] {
    var results: [StateResult] = []
    for state in states { results.append(try decide(state)) }
    return results
  }

  private func decide(_ state: AskedState) throws(Failure) -> StateResult {
    if let journey = state.document.journey, let detail = JourneyID.mistake(in: journey) {
      return .refused(Refusal(mistakes: [.init(pointer: "/journey", detail: detail)]))
    }
    if let refusal = OptOut.refusal(of: state.document) { return .refused(refusal) }
    if let refusal = try noes.refusal(of: state.document) { return .refused(refusal) }
    if isDryRun { return try ask(preview, state) }
    if isStrict, case let found = try ask(preview, state) {
      guard case .decided(let decision, _) = found else { return found }
      let warnings = Refusal.Mistake.warnings(of: decision)
      if !warnings.isEmpty { return .refused(Refusal(mistakes: warnings)) }
    }
    var request = DaemonRequest(.post, .next, query)
    do throws(Refusal) {
      request.idempotencyKey = try key.value(of: state)
    } catch {
      return .refused(error)
    }
    guard key.source != nil, let key = request.idempotencyKey else {
      do throws(Failure) {
        return try ask(request, state)
      } catch {
        throw explained(error, state)
      }
    }
    let result = try ask(request, state, after: first[key])
    if case .decided = result, first[key] == nil { first[key] = First(state) }
    return result
  }

  /// - Parameter first: where the same key stood before.
  private func ask(
    _ request: DaemonRequest, _ state: AskedState, after first: First? = nil
  ) throws(Failure) -> StateResult {
    let answer = try client.ask(request, body: state.text.bytes)
    switch answer.status {
    case 200..<300:
      if let first {
        doubled.append((state.text.line, first.line))
      } else if answer.isReplayed {
        replayed += 1
      }
      return try StateResult(
        decision: answer.body,
        .init(isReplayed: answer.isReplayed, released: answer.released, closed: answer.closed))
    case 400, 409, 413, 422:
      let problem = ProblemReport(answer)
      if let first, problem.isReusedKey {
        // The daemon looks at the key first: what the state itself has wrong goes before that it has a key of another.
        if case .refused(let own) = try ask(preview, state) { return .refused(own) }
        return .refused(Self.otherContents(of: First(state), than: first, key))
      }
      return .refused(problem.refusal)
    default: throw ProblemReport(answer).failure
    }
  }

  /// Without a name for the call, to call again is to reserve again: what the daemon may have done is told.
  private func explained(_ failure: Failure, _ state: AskedState) -> Failure {
    guard failure.status == .daemonNotReachable, key.name == nil, client.isUnanswered else { return failure }
    let journey = state.document.shown("journey", of: state.document.root)
    return Failure(
      failure.status, failure.message,
      help:
        "a reservation may have been made, which `waymark contacts \(journey)` shows; with a key (--key, --key-from) it is safe to run this again"
    )
  }

  private static func otherContents(of state: First, than other: First, _ key: Key) -> Refusal {
    let remedy = "leave one of the two out, or name a column with --key-from that tells them apart"
    var detail =
      "line \(state.line) has the '\(key.source ?? "key")' of line \(other.line) and other contents: \(remedy)"
    for (one, another) in [(state, other), (other, state)] {
      let noes = one.noes.filter { !another.noes.contains($0) }
      if !noes.isEmpty { detail += "; line \(one.line) says no to \(noes.joined(separator: ", "))" }
    }
    return Refusal(mistakes: [.init(pointer: "", detail: detail)])
  }
}

extension ReservingDecider.Key {
  /// The key of a state's call; nil where it has none.
  fileprivate func value(of state: AskedState) throws(Refusal) -> String? {
    guard let source else { return name ?? (isNeeded ? UUID().uuidString : nil) }
    guard let own = state.value(of: source) else {
      throw Refusal(mistakes: [.init(pointer: "", detail: "there is no '\(source)' to make its key of")])
    }
    let value = name.map { "\($0)/\(own)" } ?? own
    guard Self.isValid(value) else {
      throw Refusal(mistakes: [.init(pointer: "", detail: "its key '\(value.prefix(40))' \(Self.rule)")])
    }
    return value
  }

  static func isValid(_ key: String) -> Bool {
    RequestLimits.keyLength.contains(key.utf8.count)
      && !key.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
  }

  static let rule = "has not 1 to \(RequestLimits.keyLength.upperBound) bytes without control characters"
}

extension AskedState {
  /// A cell of the column that is called so, or a value by its key or dotted path; nil where there is none.
  fileprivate func value(of name: String) -> String? {
    if let row = text.row { return row.cell(named: name) }
    guard let value = document.value(of: name.split(separator: "."), from: document.root) else { return nil }
    switch document.kind(of: value) {
    case .string: return document.string(at: value)
    case .number: return String(decoding: document.rawBytes(of: value), as: UTF8.self)
    default: return nil
    }
  }
}

extension Refusal.Mistake {
  /// What an answer of the daemon warns of.
  static func warnings(of answer: JSONDocument) -> [Self] {
    ProblemReport.Mistake.list(answer, answer.member("warnings", of: answer.root)).map {
      .init(pointer: $0.pointer, detail: $0.detail)
    }
  }
}
