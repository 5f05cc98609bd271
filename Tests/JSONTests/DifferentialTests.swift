import Foundation
import JSON
import Testing

/// Compares the reader with Foundation's on random texts.
@Suite struct DifferentialTests {
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

  @Test(arguments: [4, 5, 6, 7] as [UInt64])
  func `damaged texts are refused alike, and read alike where they are still valid`(seed: UInt64) {
    var samples = Samples(seed: seed)
    for _ in 0..<1000 {
      let text = samples.damaged()
      let other = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
      let shown = "\(String(decoding: text, as: UTF8.self))"
      do throws(JSONError) {
        let document = try JSONDocument(parsing: text)
        if let other {
          #expect(agree(document, document.root, other), "\(shown)")
        } else {
          #expect(hasInfiniteNumber(document), "only Foundation refuses: \(shown)")
        }
      } catch {
        #expect(other == nil || isStricter(error), "only Foundation accepts, \(error): \(shown)")
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

  /// What Foundation takes and this reader refuses by design: of two equal keys Foundation keeps one, and it lets
  /// a comma stand before the end of an object.
  private func isStricter(_ error: JSONError) -> Bool {
    error.kind == .duplicateKey || error.detail == "unexpected \"}\", expected a key in quotes"
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
      // Foundation takes some numbers of many digits through Decimal and is then off by a unit or two in the
      // last place; strtod is right.
      let text = String(decoding: document.rawBytes(of: token), as: UTF8.self)
      guard let value = document.double(at: token), value == Double(text) else { return false }
      return ((other as? NSNumber)?.doubleValue).map { abs($0 - value) <= 2 * value.ulp } ?? false
    case .string:
      return other as? String == document.string(at: token)
    case .array:
      guard let other = other as? [Any], other.count == document.count(of: token) else { return false }
      return zip(document.elements(of: token), other).allSatisfy { agree(document, $0, $1) }
    case .object:
      guard let other = other as? [String: Any], other.count == document.count(of: token) else {
        return false
      }
      return document.members(of: token).allSatisfy { key, value in
        other[document.string(at: key)].map { agree(document, value, $0) } ?? false
      }
    }
  }

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
