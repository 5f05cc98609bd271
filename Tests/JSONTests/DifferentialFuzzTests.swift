import Foundation
import JSON
import Testing
import TestSupport

/// Compares the reader with Foundation's on random texts.
@Suite struct DifferentialFuzzTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `valid texts are read alike`(seed: UInt64) throws {
    var samples = Samples(seed: seed)
    for _ in 0..<500 {
      let text = samples.valid()
      let document = try JSONDocument(parsing: text)
      let other = try JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
      #expect(agree(document, document.root, other), "\(String(decoding: text, as: UTF8.self))")
    }
  }

  /// What a text may have where it is almost JSON.
  private static let tokens = [
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\udc00", "0", "-", "1e999", "e", ".",
    "null", "true",
    "nul", "\u{feff}", "/*", "NaN", "\t", "\n", "\0", "{\"a\":", "99999999999999999999",
  ]

  @Test func `damaged texts are refused alike, and read alike where they are still valid`() {
    var random = SeededRandom.ofThisRun()
    var samples = Samples(seed: random.next())
    var mutator = Mutator((0..<200).map { _ in samples.valid() }, tokens: Self.tokens, random: random)
    Fuzzing.run(4_000) {
      let text = mutator.next()
      let other = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
      let shown = "\(String(decoding: text, as: UTF8.self).debugDescription)"
      do throws(JSONError) {
        let document = try JSONDocument(parsing: text)
        if let other {
          #expect(agree(document, document.root, other), "\(shown)")
        } else {
          #expect(hasInfiniteNumber(document), "only Foundation refuses: \(shown)")
        }
      } catch {
        #expect((0...text.count).contains(error.offset), "\(shown)")
        // By a zero byte near the beginning Foundation takes a text for UTF-16 or UTF-32.
        let isWide = text.prefix(4).contains(0)
        #expect(other == nil || isWide || isStricter(error), "only Foundation accepts, \(error): \(shown)")
      }
    }
  }

  @Test func `what is written is read back as it was`() throws {
    var samples = Samples(seed: 8)
    for _ in 0..<500 {
      let document = try JSONDocument(parsing: samples.valid())
      var writer = JSONWriter()
      write(document, document.root, to: &writer)
      let copy = try JSONDocument(parsing: writer.bytes)
      var again = JSONWriter()
      write(copy, copy.root, to: &again)
      #expect(writer.bytes == again.bytes)
      let other = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed)
      #expect(agree(document, document.root, other))
    }
  }

  /// What Foundation accepts and this reader refuses by design: of two equal keys Foundation uses one, a comma may stand
  /// before the end of an object or array, a byte-order mark at the beginning, and nesting may be deep.
  private func isStricter(_ error: JSONError) -> Bool {
    switch error.kind {
    case .duplicateKey, .byteOrderMark, .tooDeep: true
    case .unexpectedByte:
      error.detail.hasPrefix("unexpected \"}\"") || error.detail.hasPrefix("unexpected \"]\"")
    default: false
    }
  }

  /// What this reader takes as text and Foundation refuses: a number beyond the doubles, which here has no value.
  private func hasInfiniteNumber(_ document: JSONDocument) -> Bool {
    func search(_ token: JSONToken) -> Bool {
      switch document.kind(of: token) {
      case .number: document.double(at: token) == nil
      case .array: document.elements(of: token).contains(where: search)
      case .object: document.members(of: token).contains { search($0.value) }
      default: false
      }
    }
    return search(document.root)
  }

  private func agree(_ document: JSONDocument, _ token: JSONToken, _ other: Any) -> Bool {
    switch document.kind(of: token) {
    case .null:
      return other is NSNull
    case .bool:
      return other as? Bool == document.bool(at: token)
    case .number:
      // Foundation takes some numbers of many digits through Decimal and is then off by some units in the
      // last place; strtod is right.
      let text = String(decoding: document.rawBytes(of: token), as: UTF8.self)
      guard let value = document.double(at: token), value == Double(text) else { return false }
      return ((other as? NSNumber)?.doubleValue).map { abs($0 - value) <= 16 * value.ulp } ?? false
    case .string:
      // Foundation drops byte-order marks.
      return (other as? String).map { withoutMarks($0) } == withoutMarks(document.string(at: token))
    case .array:
      guard let other = other as? [Any], other.count == document.count(of: token) else { return false }
      return zip(document.elements(of: token), other).allSatisfy { agree(document, $0, $1) }
    case .object:
      guard let other = other as? [String: Any], other.count == document.count(of: token) else {
        return false
      }
      let unmarked = Dictionary(other.map { (withoutMarks($0), $1) }) { first, _ in first }
      return document.members(of: token).allSatisfy { key, value in
        unmarked[withoutMarks(document.string(at: key))].map { agree(document, value, $0) } ?? false
      }
    }
  }

  private func withoutMarks(_ text: String) -> String { text.replacing("\u{feff}", with: "") }

  private func write(_ document: JSONDocument, _ token: JSONToken, to writer: inout JSONWriter) {
    switch document.kind(of: token) {
    case .null: writer.null()
    case .bool: writer.bool(document.bool(at: token))
    case .number:
      if document.isIntegerLiteral(at: token), let value = document.int64(at: token) {
        writer.int(value)
      } else {
        writer.double(document.double(at: token) ?? 0)
      }
    case .string: document.withUTF8(of: token) { writer.string($0) }
    case .array:
      writer.array(of: document.elements(of: token)) { write(document, $1, to: &$0) }
    case .object:
      writer.object {
        for (key, value) in document.members(of: token) {
          $0.member(named: document.string(at: key)) { write(document, value, to: &$0) }
        }
      }
    }
  }
}
