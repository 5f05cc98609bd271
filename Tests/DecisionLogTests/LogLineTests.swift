import DecisionLog
import Testing

/// How lines, links and names are written.
@Suite struct LogLineTests {
  private static let digest = [UInt8](repeating: 0xab, count: 32)
  private static let link = [UInt8](repeating: 0x01, count: 32)
  private static let hex = (String(repeating: "ab", count: 32), String(repeating: "01", count: 32))

  private static func text(_ rest: String, number: String = "17") -> String {
    #"{"v":1,"n":\#(number),"digest":"\#(hex.0)","chain":"\#(hex.1)",\#(rest)}"#
  }

  @Test func `a line is written as it is read`() throws {
    let record = Array(#"{"id":"x","a":[1,{"b":"}"}]}"#.utf8)
    let line = LogLine(number: 17, digest: Self.digest, link: Self.link, record: record[...])
    var bytes: [UInt8] = []
    line.write(to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == Self.text(#""record":{"id":"x","a":[1,{"b":"}"}]}"#) + "\n")
    let read = try #require(LogLine(Array(bytes.dropLast())))
    #expect(read.number == 17 && read.digest == Self.digest && read.link == Self.link)
    #expect(read.record.map { Array($0) } == record)
    var erased: [UInt8] = []
    read.withoutRecord.write(to: &erased)
    #expect(String(decoding: erased, as: UTF8.self) == Self.text(#""erased":true"#) + "\n")
    let readAgain = try #require(LogLine(Array(erased.dropLast())))
    #expect(readAgain.record == nil && readAgain.number == 17)
  }

  @Test(arguments: [
    "", "{}", text(#""record":{}"#) + " ", text(#""record":[]"#), text(#""erased":false"#),
    text(#""record":{}"#, number: "017"), text(#""record":{}"#, number: "0"),
    text(#""record":{}"#, number: "-1"),
    text(#""record":{}"#, number: "99999999999999999999"), String(text(#""record":{}"#).dropLast()),
    text(#""record":{}"#).replacing("abab", with: "ABab"),
    text(#""record":{}"#).replacing("\"v\":1", with: "\"v\":2"),
  ])
  func `anything else is no line`(text: String) {
    #expect(LogLine(Array(text.utf8)) == nil)
  }

  /// Worked out with Python's hmac and hashlib.
  @Test func `a link is the HMAC over the one before, the number and the digest`() {
    let chain = LogChain(key: TestLog.key)
    let digest = LogLine.digest(of: Array(#"{"id":"x"}"#.utf8)[...])
    #expect(HexText.of(digest) == "5e2b92cc57ce618dfbb54844a31775e4b95c6fb552ee6bf5a068133c12d2ad90")
    let link = chain.link(after: LogChain.origin, number: 258, digest: digest)
    #expect(HexText.of(link) == "fc140bebf79bb5f6d10ea4b4e55ecfcc6a24670b4179ccde951e4a70104bd231")
    #expect(chain.keyID == "b5d084d318c0c62a")
  }

  @Test func `names of files sort as their numbers do`() throws {
    let names = [1, 9, 10, 999_999_999_999, 1_000_000_000_000].map {
      LogFileName(first: $0, isCompressed: false)
    }
    #expect(names.map(\.text)[0] == "decisions-000000000001.ndjson")
    #expect(names.map(\.text).dropLast() == names.map(\.text).dropLast().sorted()[...])
    #expect(names.sorted() == names)
    for name in names { #expect(LogFileName(name.text) == name) }
    #expect(LogFileName("decisions-000000000012.ndjson.gz") == LogFileName(first: 12, isCompressed: true))
    for other in [
      "decisions-12.ndjson", "decisions-000000000000.ndjson", "decisions-00000000001x.ndjson", "lock",
      "decisions-000000000012.ndjson.gz.new", "decisions-0000000000012.ndjson",
    ] {
      #expect(LogFileName(other) == nil, "\(other)")
    }
  }
}
