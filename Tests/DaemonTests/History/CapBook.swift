import Foundation
import TestSupport

/// Rule books about caps, and states for them.
enum CapBook {
  /// One action that may be repeated at once, under a cap of three a day, and another that says it differently.
  static func text(per scope: String, score: Int = 50) -> String {
    """
    stages:
      decision: {phase: before}
    channels:
      email: {consent: opt-in}
    actions:
      news: {kind: mail, title: News, channels: [email]}
      tip: {kind: mail, title: A tip, channels: [email]}
    rules:
      send-news: {recommend: {action: news, score: \(score)}}
      send-a-tip: {when: {stage: decision}, recommend: {action: tip, score: 40}}
    policies:
      caps:
        three-mails: {channel: email, at_most: 3, within: 1d, per: \(scope)}

    """
  }

  static func state(_ journey: String, account: String = "acme") -> String {
    #"{"journey": "\#(journey)", "account": {"id": "\#(account)"}, "stage": "decision", "consent": {"email": true}}"#
  }

  /// A folder with such a book.
  static func folder(per scope: String = "journey") throws -> TestFolder {
    let folder = try TestFolder(withBook: false)
    try folder.write(text(per: scope), to: "rules/book.yaml")
    return folder
  }
}
