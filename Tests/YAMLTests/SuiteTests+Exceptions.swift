extension SuiteTests {
  /// What the subset leaves out on purpose: a case with one of these is refused, and its values do not matter.
  static let subset: Set<String> = [
    "several-documents", "non-scalar-key", "merge-key", "unsupported-tag", "duplicate-key",
  ]

  /// Not YAML, and yet read, by reason: libyaml 0.2.5 is more lenient.
  static let accepted: [String: [String]] = [
    "a comment right after a quote, a bracket or a block scalar's header": ["CVW2", "SU5Z", "X4QW"],
    "further lines of a quoted text or a flow collection that are not indented": ["9C9N", "DK95-01", "QB6E"],
    "a tab before a flow collection's line": ["Y79Y-003"],
    "a '-' alone in a flow collection": ["G5U8"],
    "a comment without space after the directive": ["MUS6-00"],
    "blank lines that are indented deeper than the block scalar": ["S98Z"],
  ]

  /// YAML, and yet refused, by reason: libyaml 0.2.5 does not know it.
  static let refused: [String: [String]] = [
    "a tab that separates, where the next token may be a key": [
      "6BCT", "6CA3", "96NN-01", "A2M4", "DK95-00", "DK95-03", "DK95-04", "Q5MG", "R4YG", "Y79Y-001",
      "Y79Y-010",
    ],
    "a ':' in a flow mapping on another line than its key, or beside it": [
      "4MUZ-00", "4MUZ-01", "5MUD", "9SA2", "K3WX", "NJ66",
    ],
    "a plain scalar in a flow collection that begins with ':'": ["58MP", "HM87-00"],
    "an empty key": [
      "2JQS", "4ABK", "6M2F", "CFD4", "FRK4", "M2N8-00", "NHX8", "NKF9", "S3PD", "SM9W-01",
    ],
    "an anchor's name with other than ASCII letters, digits, '-' and '_'": ["2SXE", "8XYN"],
    "directives other than %YAML and %TAG": ["6LVF", "MUS6-05", "MUS6-06"],
    "a block scalar at the root that is not indented": ["DK3J", "FP8R"],
    "a document that ends without having begun": ["HWV9", "QT73"],
    "several documents, of which the second begins in a way of its own": ["7Z25", "M7A3", "UT92", "W4TN"],
  ]

  /// Read with other values, by reason: libyaml 0.2.5 understands them as YAML 1.1 did.
  static let different: [String: [String]] = [
    "a plain scalar in a flow collection that begins with '?'": ["652Z", "HM87-01"],
    "an anchor's name with a ':'": ["Y2GN"],
    "a block scalar of blank lines only that the file ends in": ["JEF9-02"],
  ]
}
