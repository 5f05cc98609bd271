import API
import Decisions
import JSON
import Serving

/// What a request about an account asks for.
struct AccountQuery: Sendable {
  let account: String
  /// To how many people something is recommended at most.
  private(set) var take = 1
  let isNext: Bool

  init(_ request: HTTPRequest, isNext: Bool) throws(QueryProblem) {
    var account: String?
    for item in request.query {
      switch Parameter(rawValue: item.name) {
      case .account: account = try item.id()
      case .take: take = try item.number(in: RequestLimits.take)
      default: throw QueryProblem("unknown parameter '\(item.name)'; there are 'account' and 'take'")
      }
    }
    guard let account else { throw QueryProblem("'account' is missing: the id of the account that is meant") }
    guard !account.isEmpty else { throw QueryProblem("'account' is empty") }
    guard account.utf8.count <= FieldReader.longestID else {
      throw QueryProblem(
        "'account' is \(account.utf8.count) bytes long; an id has at most \(FieldReader.longestID)")
    }
    self.account = account
    self.isNext = isNext
  }

  /// How each of its people is decided about.
  var decision: DecideQuery { DecideQuery(ofAccount: self) }

  /// The `now` that a body gives, as JSON.
  static func now(in document: JSONDocument) throws(AccountBodyProblem) -> [UInt8]? {
    guard document.kind(of: document.root) == .object else {
      throw AccountBodyProblem(.init([.init(pointer: "", detail: "expected an object, or no body")]))
    }
    var mistakes = Mistakes()
    var now: [UInt8]?
    for (key, value) in document.members(of: document.root) where document.kind(of: value) != .null {
      if document.equals(key, "now") {
        now = Array(document.rawBytes(of: value))
      } else {
        let pointer = JSONPointer().appending(document.string(at: key))
        mistakes.append(.init(pointer: pointer.description, detail: "unknown key; there is 'now'"))
      }
    }
    if !mistakes.isEmpty { throw AccountBodyProblem(mistakes) }
    return now
  }
}

/// A body that says more than an account is asked about with.
struct AccountBodyProblem: Error {
  let mistakes: Mistakes

  init(_ mistakes: Mistakes) { self.mistakes = mistakes }
}
