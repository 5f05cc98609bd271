import API
import Diagnostics
import JSON

/// How a command has the daemon record things of one kind: one that it was given by options, or what a file holds.
struct RecordingRequest {
  /// Where they are sent.
  let endpoint: Endpoint
  /// What they are called, in the plural.
  let name: String
  let client: DaemonClient
  /// json: what the daemon answers to each is printed.
  let format: OutputFormat

  /// Sends one, whose mistakes have no place in a file.
  func record(_ bytes: [UInt8]) throws -> RecordingTally {
    try record(StateText(bytes, line: 1), RecordingTally(mistakes: MistakeLog(name: nil)))
  }

  /// Sends those of a file: an array as a whole, others one by one as they come.
  ///
  /// - Parameters:
  ///   - path: of the file; `-` for standard input.
  ///   - lines: what is sent of those that come one by one.
  func record(file path: String) throws -> RecordingTally { try record(file: path) { $0 } }

  func record<Lines: LineSource & ~Copyable>(
    file path: String, _ lines: (consuming StateInput) -> Lines
  ) throws -> RecordingTally {
    let source = try ByteSource(path: path)
    source.promptFor(name)
    var input = StateInput(source)
    var tally = RecordingTally(mistakes: MistakeLog(name: input.name))
    if let bytes = try input.array() {
      if let document = try? JSONDocument(parsing: bytes), document.count(of: document.root) == 0 {
        sayNothing(of: input.name)
      }
      tally = try record(StateText(bytes, line: 1), tally)
      guard tally.refused > 0 else { return tally }
      throw Failure(
        .findings, "nothing was recorded: an array is recorded as a whole or not at all",
        help: "send \(name) one a line to have the others recorded")
    }
    let place = input.name
    var isEmpty = true
    try client.record(DaemonRequest(.post, endpoint), at: endpoint, lines: lines(input)) {
      text, answer throws(Failure) in
      isEmpty = false
      try tally.add(answer, for: text)
      print(answer + [UInt8(ascii: "\n")])
    }
    if isEmpty { sayNothing(of: place) }
    return tally
  }

  private func sayNothing(of place: String) {
    Terminal.standardError.write("note: \(place.visible): nothing to record: there are no \(name) in it\n")
  }

  /// Records a text as a whole. One that is refused is told of; so is one that was told otherwise before.
  private func record(_ text: StateText, _ tally: RecordingTally) throws -> RecordingTally {
    var tally = tally
    if let document = try? JSONDocument(parsing: text.bytes),
      let refusal = document.untidiness(endpoint == .events ? OverheardEvents(client) : nil)
    {
      tally.refuse(refusal, text)
      return tally
    }
    let answer = try client.ask(DaemonRequest(.post, endpoint), body: repeatable(text.bytes))
    if answer.isSuccess {
      try tally.add(answer.body, for: text)
      print(answer.body)
    } else if [400, 409, 422].contains(answer.status) {
      tally.refuse(ProblemReport(answer), text)
    } else {
      throw ProblemReport(answer).failure
    }
    return tally
  }

  /// What is sent of a text; events that may be sent again need ids.
  private func repeatable(_ bytes: [UInt8]) -> [UInt8] {
    guard endpoint == .events, client.triesAgain, let document = try? JSONDocument(parsing: bytes) else {
      return bytes
    }
    return document.repeatableEvents() ?? bytes
  }

  private func print(_ answer: some Sequence<UInt8>) {
    if format == .json { Terminal.standardOutput.write(json: answer) }
  }
}

extension RecordingTally {
  /// Tells a person who waits for it what was recorded, and ends the command where not all was.
  func conclude() throws {
    if Terminal.standardError.isInteractive { Terminal.standardError.write(summary("recorded")) }
    tellUnknownPeople()
    if let status { throw status.code }
  }
}
