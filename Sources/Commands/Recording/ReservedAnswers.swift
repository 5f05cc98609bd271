import JSON

/// What `decide --reserve` answered, as contacts that were made: one for each action that it reserved. Other lines are
/// taken as they are.
struct ReservedAnswers: ~Copyable, LineSource {
  private var input: StateInput

  var descriptor: CInt { input.descriptor }
  var isAtEnd: Bool { input.isAtEnd }

  init(_ input: consuming StateInput) { self.input = input }

  mutating func batch(count: Int, size: Int, waits: Bool) throws(Failure) -> [StateText] {
    while true {
      let lines = try input.batch(count: count, size: size, waits: waits)
      let texts = lines.flatMap { contacts(in: $0) }
      // Answers that reserved nothing are no end.
      if !texts.isEmpty || lines.isEmpty { return texts }
    }
  }

  private func contacts(in line: StateText) -> [StateText] {
    guard let document = try? JSONDocument(parsing: line.bytes), document.kind(of: document.root) == .object
    else { return [line] }
    // In the place of an answer to a state that was refused: nothing was reserved for it.
    let isError = document.count(of: document.root) == 1 && document.member("error", of: document.root) != nil
    if isError { return [] }
    guard let list = document.member("recommendations", of: document.root) else { return [line] }
    guard let reserved = document.member("reserved", of: document.root),
      document.kind(of: reserved) == .array, let decision = document.member("decision", of: document.root)
    else {
      return [
        line.refused(
          "the answer reserved nothing: `waymark decide --rules RULES --reserve 1` writes answers that did"
        )
      ]
    }
    let actions = Set(document.elements(of: reserved).map { document.string(at: $0) })
    return document.elements(of: list).filter { item in
      document.member("action", of: item).map { actions.contains(document.string(at: $0)) } ?? false
    }.map { item in
      StateText(madeOf: line, bytes: document.contact(by: item, of: document.string(at: decision)))
    }
  }
}

extension JSONDocument {
  /// What a recommendation of an answer became, as a contact.
  fileprivate func contact(by item: JSONToken, of decision: String) -> [UInt8] {
    var writer = JSONWriter()
    func copy(
      _ name: StaticString, as other: StaticString, from token: JSONToken, _ writer: inout JSONWriter
    ) {
      guard let value = member(name, of: token) else { return }
      writer.member(other) { $0.copy(value, of: self) }
    }
    writer.object {
      $0.member("decision", decision)
      $0.member("reserved", true)
      copy("journey", as: "journey", from: root, &$0)
      copy("account", as: "account", from: root, &$0)
      copy("action", as: "action", from: item, &$0)
      copy("channel", as: "channel", from: item, &$0)
      copy("now", as: "at", from: root, &$0)
    }
    return writer.bytes
  }
}

extension StateText {
  fileprivate func refused(_ detail: String) -> StateText {
    StateText(
      madeOf: self, bytes: [],
      refusal: Refusal(mistakes: [.init(pointer: "", detail: detail, place: (line, column))]))
  }
}
