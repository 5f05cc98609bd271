import ArgumentParser
import JSON
import Journeys

/// What an event says, by options.
struct EventContent: ParsableArguments {
  @Option(help: ArgumentHelp("What the customer met with.", valueName: "id"))
  var touchpoint: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How they took the touchpoint, from -1 to 1.", valueName: "number"))
  var sentiment: Double?

  @Option(help: ArgumentHelp("The channel of the touchpoint.", valueName: "id"))
  var channel: String?

  @Option(help: ArgumentHelp("The stage that the customer entered.", valueName: "id"))
  var stage: String?

  @Option(help: ArgumentHelp("Since when, where that was earlier.", valueName: "instant"))
  var stageEntered: String?

  @Option(help: ArgumentHelp("How the journey ended.", valueName: "id"))
  var exit: String?

  @Option(help: ArgumentHelp("A trigger that fired.", valueName: "id"))
  var trigger: String?

  @Option(help: ArgumentHelp("A pain point that showed.", valueName: "id"))
  var painPoint: String?

  @Option(help: ArgumentHelp("How bad the pain point is, from 0 to 1.", valueName: "number"))
  var severity: Double?

  @Option(help: ArgumentHelp("A pain point that is one no more.", valueName: "id"))
  var resolved: String?

  @Option(
    help: ArgumentHelp("A channel that may be used or not, such as email=yes.", valueName: "channel=yes|no"),
    transform: ChannelConsent.init)
  var consent: [ChannelConsent] = []

  @Option(help: ArgumentHelp("Persona, market and attributes, as in a state.", valueName: "json"))
  var profile: String?

  /// A word on one channel.
  struct ChannelConsent {
    let channel: String
    let isGiven: Bool

    init(_ argument: String) throws {
      guard let mark = argument.lastIndex(of: "="), mark != argument.startIndex else {
        throw ValidationError("name a channel, and write yes or no behind it, as in 'email=no'.")
      }
      channel = String(argument[..<mark])
      switch argument[argument.index(after: mark)...].lowercased() {
      case "yes", "true": isGiven = true
      case "no", "false": isGiven = false
      case let answer:
        throw ValidationError(
          "'\(answer)' is neither yes nor no; write '\(channel)=no' if it may not be used.")
      }
    }
  }

  /// The keys that are texts, in the order in which they are written.
  private var texts: [(EventKey, String?)] {
    [
      (.touchpoint, touchpoint), (.channel, channel), (.stage, stage), (.stageEntered, stageEntered),
      (.exit, exit), (.trigger, trigger), (.painPoint, painPoint), (.resolved, resolved),
    ]
  }

  private var numbers: [(EventKey, Double?)] { [(.sentiment, sentiment), (.severity, severity)] }

  var isEmpty: Bool {
    texts.allSatisfy { $0.1 == nil } && numbers.allSatisfy { $0.1 == nil } && consent.isEmpty
      && profile == nil
  }

  var givesConsent: Bool { consent.contains { $0.isGiven } }

  func validate() throws {
    for (key, value) in numbers {
      guard let value, !value.isFinite else { continue }
      throw ValidationError("'--\(key.rawValue)' is a finite number.")
    }
    var channels: Set<String> = []
    for item in consent where !channels.insert(item.channel).inserted {
      throw ValidationError("'--consent' names '\(item.channel)' twice.")
    }
    guard let profile else { return }
    let document = try? JSONDocument(parsing: Array(profile.utf8))
    guard let document, document.kind(of: document.root) == .object else {
      throw ValidationError(
        #"'--profile' is a JSON object, such as '{"persona": "economic-buyer", "account": {"employees": 420}}'."#
      )
    }
  }

  /// Writes them as members of an event; only what `validate` has accepted.
  func write(to writer: inout JSONWriter) {
    for (key, text) in texts {
      if let text { writer.member(named: key.rawValue) { $0.string(text) } }
    }
    for (key, number) in numbers {
      if let number { writer.member(named: key.rawValue) { $0.double(number) } }
    }
    if !consent.isEmpty {
      writer.object("consent") {
        for item in consent { $0.member(named: item.channel) { $0.bool(item.isGiven) } }
      }
    }
    if let profile { writer.member("profile", raw: Array(profile.utf8)) }
  }
}
