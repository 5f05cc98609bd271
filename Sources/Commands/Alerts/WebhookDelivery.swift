import Diagnostics
import JSON
import System

/// Posts each message to a URL by the system's curl. All that is secret, the URL and the headers, goes to its standard
/// input, never among its arguments or into its environment. A status of 200 to 299 says that it is delivered.
struct WebhookDelivery: AlertDelivery {
  private let url: WebhookURL
  private let headers: [String]
  private let time: Duration
  private let process: ChildProcess

  /// - Parameters:
  ///   - headers: lines such as `Authorization: …`.
  ///   - folders: where programs are looked for.
  init(_ url: WebhookURL, headers: [String], within time: Duration, in folders: String) throws(Failure) {
    guard let curl = ProgramPath.find("curl", in: folders) else {
      throw Failure(.wrongUse, "there is no program 'curl', which --webhook needs", help: "install curl")
    }
    self.url = url
    self.headers = headers
    self.time = time
    // -q, which has to stand first: no configuration of the user's.
    process = ChildProcess([curl, "-q", "-K", "-"], isCaptured: true)
  }

  /// Longer than curl gives itself.
  private var patience: Duration { time + .seconds(2) }

  func deliver(_ message: AlertMessage) throws(NotDelivered) {
    let result: (end: ChildProcess.End, output: [UInt8])
    do throws(SystemError) {
      result = try process.run(configuration(for: message), within: patience)
    } catch {
      throw NotDelivered(reason: "curl cannot be run: \(error)")
    }
    // The status, a space, and what went wrong if anything did.
    let printed = String(decoding: result.output, as: UTF8.self)
      .split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    let status = printed.first.flatMap { Int($0) } ?? 0
    switch result.end {
    case .exited(0) where (200..<300).contains(status): return
    case .exited(0) where (300..<400).contains(status):
      throw NotDelivered(reason: "the webhook answered \(status), and is not followed elsewhere")
    case .exited(0): throw NotDelivered(reason: "the webhook answered \(status)")
    case .exited(let code):
      let more = printed.count > 1 && !printed[1].isEmpty ? ": \(String(printed[1]).visible)" : ""
      throw NotDelivered(reason: "curl ended with exit code \(code)\(more)")
    case .killed(let signal): throw NotDelivered(reason: "curl was ended by signal \(signal)")
    case .tookTooLong: throw NotDelivered(reason: "curl took longer than \(time.components.seconds) seconds")
    }
  }

  private func configuration(for message: AlertMessage) -> [UInt8] {
    var lines = [
      "url = \(Self.quoted(url.text))", "request = \"POST\"", "header = \"Content-Type: application/json\"",
      // Without it curl asks before it sends what is long, and waits a second for those who do not answer that.
      "header = \"Expect:\"",
    ]
    lines += headers.map { "header = \(Self.quoted($0))" }
    lines += [
      "data-raw = \(Self.quoted(String(decoding: message.json, as: UTF8.self)))", "globoff", "silent",
      "proto = \"=\(url.isEncrypted ? "https" : "http")\"", "max-redirs = 0",
      "max-time = \(time.components.seconds)", "output = \"/dev/null\"",
      "write-out = \"%{http_code} %{errormsg}\"",
    ]
    // What goes to this machine goes there.
    if !url.isEncrypted { lines.append("noproxy = \"*\"") }
    return Array(lines.joined(separator: "\n").utf8) + [UInt8(ascii: "\n")]
  }

  /// As curl reads a text in its configuration.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
