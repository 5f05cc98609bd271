import Glibc
import System
import Testing

@Suite struct LoopbackAddressTests {
  @Test(arguments: ["127.0.0.1:9464", "127.9.8.7:0", "[::1]:65535"])
  func `an address of the machine itself is read and written alike`(_ text: String) throws {
    #expect(try LoopbackAddress(text).description == text)
  }

  @Test(arguments: [
    "", ":", "9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+80",
    "127.0.0.1:http",
    "0.0.0.0:9464", "10.0.0.1:9464", "128.0.0.1:9464", "localhost:9464", "example.com:80", "::1:9464",
    "[::]:9464",
    "[::2]:9464", "[127.0.0.1]:9464", "[::ffff:127.0.0.1]:9464", "[::1:9464", "127.1:80", "127.0.0.1:94 64",
  ])
  func `anything else is refused, with a way out`(_ text: String) {
    let refused = #expect(throws: LoopbackAddress.Refused.self) { try LoopbackAddress(text) }
    #expect(refused?.description.contains("127.0.0.1:") == true)
  }

  @Test(arguments: ["127.0.0.1:0", "[::1]:0"]) func `a free port is found, and then taken`(_ text: String)
    throws
  {
    let (descriptor, address) = try LoopbackAddress(text).listen(backlog: 1)
    defer { close(descriptor) }
    #expect(address.port != 0 && address.description.hasPrefix(text.dropLast()))
    let error = #expect(throws: SystemError.self) { _ = try address.listen(backlog: 1) }
    #expect(error?.code == EADDRINUSE)
  }

  @Test func `the system says of the process what is so`() throws {
    let usage = try #require(ProcessUsage.current())
    #expect(usage.residentBytes > 1 << 20 && usage.virtualBytes > usage.residentBytes)
    #expect(usage.threads >= 1 && usage.processorSeconds >= 0 && usage.mostFiles > usage.openFiles)
    let descriptor = open("/dev/null", O_RDONLY)
    defer { close(descriptor) }
    #expect(usage.openFiles >= 3)
    #expect(Double(time(nil)) - usage.startTime < 86_400 * 365)
  }
}
