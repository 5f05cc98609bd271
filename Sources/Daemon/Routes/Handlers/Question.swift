import API
import Decisions
import HistoryRecords
import JSON

/// What a request asks, so that it is the same for every way to write it: the order of keys and the spaces do not count,
/// numbers count by their value and strings by their characters.
struct Question {
  private var bytes: [UInt8] = []

  static func digest(_ document: JSONDocument, _ query: DecideQuery) -> Digest {
    var question = Question()
    question.add(length: query.reserve ?? 0)
    question.add(length: query.limit.map { $0 + 1 } ?? 0)
    question.add(length: Explanation.allCases.firstIndex(of: query.explanation) ?? 0)
    if query.memory == .off { question.add("memory=off") }
    question.add(document, document.root)
    return Digest(of: question.bytes)
  }

  static func digest(_ document: JSONDocument, _ query: AccountQuery) -> Digest {
    var question = Question()
    question.add("account")
    question.add(query.account)
    question.add(length: query.take)
    question.add(document, document.root)
    return Digest(of: question.bytes)
  }

  private mutating func add(_ document: JSONDocument, _ token: JSONToken) {
    switch document.kind(of: token) {
    case .null: bytes.append(UInt8(ascii: "n"))
    case .bool: bytes.append(UInt8(ascii: document.bool(at: token) ? "t" : "f"))
    case .number: addNumber(document, token)
    case .string: add(document.string(at: token))
    case .array:
      bytes.append(UInt8(ascii: "["))
      add(length: document.count(of: token))
      for element in document.elements(of: token) { add(document, element) }
    case .object:
      bytes.append(UInt8(ascii: "{"))
      add(length: document.count(of: token))
      let members = document.members(of: token).map { (name: document.string(at: $0.key), value: $0.value) }
      for member in members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
        add(member.name)
        add(document, member.value)
      }
    }
  }

  /// An integer is exact; whatever has a fraction or an exponent is the double nearest to it, as in a state.
  private mutating func addNumber(_ document: JSONDocument, _ token: JSONToken) {
    if document.isIntegerLiteral(at: token), let number = document.int64(at: token) {
      addInteger(number)
    } else if let number = document.double(at: token) {
      if let integer = Int64(exactly: number) { return addInteger(integer) }
      bytes.append(UInt8(ascii: "d"))
      add(length: Int(bitPattern: UInt(number.bitPattern)))
    } else {
      bytes.append(UInt8(ascii: "r"))
      add(length: document.rawBytes(of: token).count)
      bytes += document.rawBytes(of: token)
    }
  }

  private mutating func addInteger(_ number: Int64) {
    bytes.append(UInt8(ascii: "i"))
    add(length: Int(number))
  }

  private mutating func add(_ text: String) {
    bytes.append(UInt8(ascii: "s"))
    add(length: text.utf8.count)
    bytes += text.utf8
  }

  /// Before everything that has one, so that nothing can be read in two ways.
  private mutating func add(length: Int) {
    withUnsafeBytes(of: length.littleEndian) { bytes += $0 }
  }
}
