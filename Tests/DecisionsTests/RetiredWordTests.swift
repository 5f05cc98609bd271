import Testing

/// Contacts keep the kind and the group that they were made with, also where no action has them any more.
@Suite("Words that a book has no more")
struct RetiredWordTests {
  private static let book = """
    actions: {a: {kind: k}, b: {kind: other, group: g}}
    rules:
      expression: {when: {if: "contacts.filter(c, c.kind == 'k').size() < 2"}, recommend: a}
      keys: {when: {contacts: {kind: k, at_least: 0, at_most: 1}}, recommend: b}
    """

  private static func contact(_ members: String) -> String {
    contacts(#"{"action": "gone", "at": "2026-09-01T10:00:00Z"\#(members)}"#)
  }

  @Test(arguments: cases)
  func `are known as they were`(_ example: Example) throws { try example.check() }

  static let cases: [Example] = [
    .init("a kind", book, contact(#", "kind": "retired""#), "matched a b"),
    .init("a group", book, contact(#", "kind": "k", "group": "retired""#), "matched a b"),
    .init(
      "told apart from today's",
      """
      actions: {a: {kind: k, group: g}}
      rules: {r: {when: {if: "contacts.exists(c, c.group != 'g')"}, recommend: a}}
      """, contact(#", "group": "gone""#), "matched a"),
    .init(
      "and from one another",
      """
      actions: {a: {kind: k, group: g}}
      rules: {r: {when: {if: "contacts.exists(c, contacts.exists(d, c.kind != d.kind))"}, recommend: a}}
      """,
      contacts(
        #"{"action": "x", "at": "2026-09-01T10:00:00Z", "kind": "one"}"#,
        #"{"action": "y", "at": "2026-09-01T10:00:00Z", "kind": "two"}"#), "matched a"),
    .init(
      "in capitals the same",
      """
      actions: {a: {kind: k, group: g}}
      rules: {r: {when: {contacts: {kind: k}}, recommend: a}}
      """, contact(#", "kind": "K""#), "matched a"),
    .init(
      "what nobody gave is not known",
      """
      actions: {a: {kind: k, group: g}}
      rules: {r: {when: {if: "contacts.exists(c, c.kind != 'k')"}, recommend: a}}
      """, contact(""), "no_match"),
    .init(
      "of two records of one instant the smaller in bytes",
      """
      actions: {a: {kind: k}, b: {kind: zz}}
      rules: {r: {when: {contacts: {kind: k}}, recommend: a}}
      """,
      contacts(
        #"{"action": "x", "at": "2026-09-01T10:00:00Z", "kind": "old"}"#,
        #"{"action": "x", "at": "2026-09-01T10:00:00Z", "kind": "k"}"#), "matched a"),
  ]
}
