import TestSupport

/// Texts that tests send and save.
enum Samples {
  /// A rule that the book of Fixtures does not have; each score makes another revision.
  static func extraRule(score: Int) -> String {
    """
    rules:
      extra-rule:
        when: {stage: retention}
        recommend: {action: follow-up-call, score: \(score)}

    """
  }

  /// A state for which there is something to recommend.
  static func state(_ journey: String) -> String {
    #"{"journey": "\#(journey)", "stage": "decision", "persona": "buyer", "consent": {"email": true}}"#
  }

  /// A state for which two alert rules hold.
  static func complaint(_ journey: String, account: String = "acme") -> String {
    #"{"journey": "\#(journey)", "account": {"id": "\#(account)"}, "pain_points": ["open-complaint", "price"]}"#
  }

  static func array(_ count: Int, _ state: (String) -> String = state) -> String {
    "[" + (0..<count).map { state("j\($0)") }.joined(separator: ",") + "]"
  }
}
