import Foundation
import Testing
import TestSupport

/// `waymark alerts` brings alerts to people: by a command, by a webhook, in order, at least once.
@Suite struct AlertDeliveryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      stages:
        decision: {phase: during}
      actions:
        demo: {kind: demo}
      rules:
        show-it:
          when: {stage: decision}
          recommend: demo
        unhappy:
          when: {sentiment: {lt: -0.5}}
          alert: {severity: critical, summary: "{journey} is unhappy"}
        very-unhappy:
          when: {sentiment: {lt: -0.9}}
          alert: {severity: info, summary: "{journey} is very unhappy"}

      """, to: "rules/book.yaml")
    // Raises an alert for each journey, of a sentiment, and waits until so many are stored.
    try folder.write(
      """
      raise() {
        for journey in $2; do echo "{\\"journey\\": \\"$journey\\", \\"sentiment\\": $1}"; done |
          waymark decide --format json > decided
        until [ "$(waymark alerts list | grep -c unhappy)" -ge "$3" ]; do :; done
      }

      """, to: "lib")
  }

  private func daemon() throws -> RunningDaemon { try RunningDaemon(rules: "rules", in: folder) }

  @discardableResult private func run(_ script: String) throws -> ShellResult {
    try Shell.run(["bash", "-c", ". ./lib\n\(script)"], in: folder)
  }

  private func journeys(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
      return (object as? [String: Any])?["journey"] as? String
    }
  }

  // MARK: Commands

  @Test func `a command gets each alert once, in order, and nothing of it comes to a shell`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    let result = try run(
      """
      waymark alerts --once --run /bin/cat; echo "exit $?"
      printf '%s\\n' '{"journey": "$(touch hacked)\\u0022; touch hacked #", "sentiment": -0.8}' | waymark decide > decided
      raise -0.8 "anna bo" 3
      for i in 1 2; do waymark alerts --once --run /bin/cat; echo "exit $?"; done
      """)
    #expect(result.output.hasPrefix("exit 0\n{\"number\":1,"), "the first time begins with new ones")
    #expect(journeys(result.output) == ["$(touch hacked)\"; touch hacked #", "anna", "bo"])
    #expect(result.output.hasSuffix("}\nexit 0\nexit 0\n") && result.errors == "")
    #expect(try !folder.names.contains("hacked"))
  }

  @Test func `what fails is tried again, and those behind it wait`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    try folder.write(
      """
      #!/bin/sh
      echo x >> tries
      [ "$(wc -l < tries)" -gt 3 ] || exit 9
      cat >> delivered
      """, to: "deliver")
    let result = try run(
      """
      chmod +x deliver
      raise -0.8 "anna bo" 2
      waymark alerts --once --from-start --position place --run ./deliver; echo "exit $?"
      rm tries
      echo '{"number":0,"at":"2000-01-01T00:00:00Z"}' > place
      waymark alerts --once --position place --run /bin/false; echo "exit $?"
      cat place
      """)
    #expect(journeys(try folder.read("delivered")) == ["anna", "bo"])
    #expect(result.output == "exit 0\nexit 75\n{\"number\":0,\"at\":\"2000-01-01T00:00:00Z\"}\n")
    let lines = result.errors.split(separator: "\n")
    #expect(
      lines.prefix(3).allSatisfy {
        $0 == "alert 1 is not delivered: './deliver' ended with exit code 9; trying again"
      })
    #expect(lines.last == "error: alert 1 cannot be delivered: '/bin/false' ended with exit code 1")
  }

  @Test func `a command that takes too long is killed with what it started`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    try folder.write(
      """
      #!/bin/sh
      [ -e slow ] && exec cat
      touch slow
      sleep 600
      """, to: "deliver")
    let result = try run(
      """
      chmod +x deliver
      raise -0.8 anna 1
      waymark alerts --once --from-start --timeout 1s --run ./deliver; echo "exit $?"
      """)
    #expect(journeys(result.output) == ["anna"] && result.output.hasSuffix("exit 0\n"))
    #expect(
      result.errors == "alert 1 is not delivered: './deliver' took longer than 1 seconds; trying again\n")
  }

  @Test func `SIGTERM lets the delivery in hand come to its end, and its place is stored`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    try folder.write(
      """
      #!/bin/sh
      touch begun
      read line < gate
      cat >> delivered
      """, to: "deliver")
    let result = try run(
      """
      chmod +x deliver; mkfifo gate
      raise -0.8 "anna bo" 2
      waymark alerts --from-start --position place --run ./deliver & follower=$!
      until [ -e begun ]; do :; done
      waymark alerts --position place; echo "exit $?"
      kill $follower
      echo go > gate
      wait $follower; echo "exit $?"
      waymark alerts --once --position place --run /bin/cat
      """)
    #expect(journeys(try folder.read("delivered")) == ["anna"])
    #expect(result.output.hasPrefix("exit 1\nexit 0\n") && journeys(result.output) == ["bo"])
    #expect(
      result.errors == """
        error: another `waymark alerts` delivers by 'place'
          help: give each a --position of its own

        """)
  }

  // MARK: Groups

  @Test func `alerts of a rule are delivered together`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    let result = try run(
      """
      raise -1 "anna bo" 4
      raise -0.8 cem 5
      waymark alerts --once --from-start --group 30s --format json
      waymark alerts --group 1s --from-start --position place --run /bin/sh -c 'cat >> groups; kill $PPID'
      """)
    func groups(_ text: String) -> [[Int]] {
      text.split(separator: "\n").map { line in
        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return (object?["alerts"] as? [[String: Any]] ?? []).compactMap { $0["number"] as? Int }
      }
    }
    #expect(groups(result.output) == [[1, 3, 5], [2, 4]])
    // Ended after the first: behind it only 1 is delivered without a gap.
    #expect(try groups(folder.read("groups")) == [[1, 3, 5]])
    #expect(try folder.read("place").hasPrefix("{\"number\":1,"))
  }

  // MARK: Another history

  /// Begins a daemon on a copy of a history of which four alerts were delivered; the copy has two of them.
  private func daemonOfOlderCopy() throws -> RunningDaemon {
    let daemon = try daemon()
    let result = try run(
      """
      raise -0.8 "anna bo" 2
      waymark backup copy.sqlite
      raise -0.8 "cem dora" 4
      waymark alerts --once --from-start --position place --run /bin/cat
      """)
    #expect(journeys(result.output) == ["anna", "bo", "cem", "dora"])
    daemon.stop()
    try run("rm -r state; mkdir -m 700 state; cp copy.sqlite state/waymark.sqlite")
    return try self.daemon()
  }

  @Test
  func
    `of a history that was put back all that is new is delivered, also where it has raised more than it had`()
    throws
  {
    let daemon = try daemonOfOlderCopy()
    defer { daemon.stop() }
    let result = try run(
      "raise -0.8 'eve fay gus' 5; for i in 1 2; do waymark alerts --once --position place --run /bin/cat; done"
    )
    #expect(journeys(result.output) == ["eve", "fay", "gus"])
    #expect(
      result.errors.hasPrefix("the history has another beginning: its last alert is 5, and 4 was delivered"))
  }

  @Test func `of a history that was put back only what is new is delivered`() throws {
    var daemon = try daemonOfOlderCopy()
    var result = try run(
      "raise -0.8 eve 3; for i in 1 2; do waymark alerts --once --position place --run /bin/cat; done")
    #expect(journeys(result.output) == ["eve"])
    #expect(
      result.errors.hasPrefix(
        "the history has another beginning: its last alert is 3, and 4 was delivered; going on with those raised since 2"
      ))
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    daemon.stop()
    // One that begins with nothing.
    try run("rm -r state")
    daemon = try self.daemon()
    defer { daemon.stop() }
    result = try run("raise -0.8 'anna bo' 2; waymark alerts --once --position place --run /bin/cat")
    #expect(journeys(result.output) == ["anna", "bo"])
  }

  // MARK: Webhooks

  /// Answers one status after the other, notes what came, and ends.
  private static let server = """
    import http.server, json, sys
    statuses = [int(status) for status in sys.argv[1:]]
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            with open("requests", "a") as file:
                file.write(json.dumps([self.path, dict(self.headers), body]) + "\\n")
            self.send_response(statuses.pop(0))
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
        def log_message(self, *arguments): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    with open("port.new", "w") as file: file.write(str(server.server_port))
    import os; os.rename("port.new", "port")
    while statuses: server.handle_request()
    """

  @Test(.needs(Tool("curl"), Tool("python3")))
  func `a webhook gets each alert, with the headers of a file, until it says that it has it`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    try folder.write(Self.server, to: "server.py")
    try folder.write("# For the tests\nAuthorization: Bearer a\"b\\c\nX-Team: fünf\n", to: "headers")
    let result = try run(
      """
      chmod 600 headers
      python3 server.py 500 302 204 200 & server=$!
      until [ -e port ]; do :; done
      raise -0.8 'anna b\\"\\\\o' 2
      waymark alerts --once --from-start --webhook "http://127.0.0.1:$(cat port)/hook?[1]={x}" --header-file headers
      echo "exit $?"; wait $server
      """)
    #expect(result.output == "exit 0\n")
    #expect(
      result.errors == """
        alert 1 is not delivered: the webhook answered 500; trying again
        alert 1 is not delivered: the webhook answered 302, and is not followed elsewhere; trying again

        """)
    let requests = try folder.read("requests").split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any] ?? []
    }
    #expect(requests.count == 4)
    #expect(
      journeys(requests.compactMap { $0[2] as? String }.joined(separator: "\n")) == [
        "anna", "anna", "anna", #"b"\o"#,
      ])
    for request in requests {
      let headers = request[1] as? [String: String] ?? [:]
      #expect(request[0] as? String == "/hook?[1]={x}")
      #expect(headers["Authorization"] == #"Bearer a"b\c"# && headers["Content-Type"] == "application/json")
      #expect(headers["X-Team"] != nil && headers["Expect"] == nil)
    }
  }

  @Test func `what is secret comes to curl by its standard input alone`() throws {
    let daemon = try daemon()
    defer { daemon.stop() }
    try folder.write(
      """
      #!/bin/sh
      printf '%s\\n' "$@" > arguments
      env > environment
      cat > configuration
      printf '204 '
      """, to: "bin/curl")
    try folder.write("Authorization: Bearer secret-token\n", to: "headers")
    try folder.write("https://hooks.example.com/secret-path\n", to: "url")
    let result = try run(
      """
      chmod +x bin/curl; chmod 600 headers url
      raise -0.8 anna 1
      PATH="$PWD/bin:$PATH" waymark alerts --once --from-start --webhook-file url --header-file headers
      """)
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(try folder.read("arguments") == "-q\n-K\n-\n")
    #expect(try !folder.read("environment").contains("secret"))
    let configuration = try folder.read("configuration").split(separator: "\n")
    for line in [
      #"url = "https://hooks.example.com/secret-path""#, #"header = "Authorization: Bearer secret-token""#,
      #"proto = "=https""#, "max-redirs = 0", "max-time = 30", "globoff",
    ] {
      #expect(configuration.contains(Substring(line)), "\(line)")
    }
    #expect(!configuration.contains { $0.hasPrefix("location") || $0.hasPrefix("insecure") })
  }

  @Test(arguments: [
    (
      "http://example.com/x",
      "is https, or http to this machine: what alerts say is not for everybody on the way"
    ),
    (
      "http://127.0.0.1.example.com/",
      "is https, or http to this machine: what alerts say is not for everybody on the way"
    ),
    ("http://127.1/", "is https, or http to this machine: what alerts say is not for everybody on the way"),
    ("http://localhost@example.com/", "names no user: give an Authorization header with --header-file"),
    (
      "http://localhost\\@example.com/",
      "has no spaces, backslashes and characters beyond ASCII: write these as %…"
    ),
    ("https:///x", "names a host"), ("ftp://example.com", "begins with https://"),
    ("", "begins with https://"),
    ("file:///etc/passwd", "begins with https://"),
  ]) func `a URL that is not safe is refused, and not repeated`(_ url: String, _ reason: String) throws {
    let result = try run("waymark alerts --webhook '\(url)'; exit $?")
    #expect(result.exitCode == 64)
    #expect(
      result.errors
        == "error: the URL of a webhook \(reason)\n  help: write for instance https://hooks.example.com/alerts\n"
    )
  }

  @Test func `a file of secrets that others can read is refused, and so is what is no header`() throws {
    let result = try run(
      """
      echo 'Authorization: x' > headers; chmod 640 headers
      waymark alerts --webhook https://localhost/ --header-file headers; echo "exit $?"
      printf 'X-A: 1\\nsecret token\\n' > headers; chmod 600 headers
      waymark alerts --webhook https://localhost/ --header-file headers; echo "exit $?"
      waymark alerts --webhook https://localhost/ --header-file none; echo "exit $?"
      mkdir --mode 700 folder
      waymark alerts --webhook-file folder; echo "exit $?"
      : > empty; chmod 600 empty
      waymark alerts --webhook-file empty; echo "exit $?"
      """)
    #expect(result.output == "exit 1\nexit 1\nexit 1\nexit 64\nexit 1\n")
    #expect(
      result.errors == """
        error: 'headers' holds what is secret, and can be read or written by others
          help: run 'chmod 600 headers', and have it belong to you or to root
        error: line 2 of 'headers' is no header
          help: write a name, a colon and a value, such as 'Authorization: Bearer TOKEN'
        error: 'none' cannot be read: no such file or directory
        error: 'folder' is no file
        error: 'empty' has 0 lines, and a URL is one

        """)
  }
}
