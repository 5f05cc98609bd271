import JSON
import Replay
import Testing

@Suite struct FirstDifferenceTests {
  @Test(
    arguments: [
      (#"{"a": 1}"#, #"{"a":1}"#, nil, nil, nil), (#"{"a": 1}"#, #"{"a": 2}"#, "/a", "1", "2"),
      (#"{"a": [1, {"b": "x"}]}"#, #"{"a": [1, {"b": "y"}]}"#, "/a/1/b", #""x""#, #""y""#),
      (#"{"a": [1, 2]}"#, #"{"a": [1]}"#, "/a/1", "2", nil),
      (#"{"a": []}"#, #"{"a": [3]}"#, "/a/0", nil, "3"),
      (#"{"a": 1, "b": 2}"#, #"{"a": 1}"#, "/b", "2", nil),
      (#"{"a": 1}"#, #"{"a": 1, "x/y": 2}"#, "/x~1y", nil, "2"),
      (#"{"a": 1, "b": 2}"#, #"{"b": 2, "a": 1}"#, "", #"{"a": 1, "b": 2}"#, #"{"b": 2, "a": 1}"#),
      ("[1]", "{}", "", "[1]", "{}"), ("1", "1.0", "", "1", "1.0"),
    ] as [(String, String, String?, String?, String?)])
  func `the first difference has its pointer and both values`(
    one: String, other: String, pointer: String?, first: String?, second: String?
  ) throws {
    let found = FirstDifference.between(
      try JSONDocument(parsing: Array(one.utf8)), try JSONDocument(parsing: Array(other.utf8)))
    #expect(found?.pointer == pointer)
    #expect(found?.first == first)
    #expect(found?.second == second)
  }
}
