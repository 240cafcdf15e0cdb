import Testing

@testable import bantam

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard output that cannot take what is written.
struct TextSinkTests {
  @Test func aReaderThatWentAwayIsNoFailure() {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let sink = TextSink(descriptor: ends[1])
    for _ in 0..<3 { sink.write(String(repeating: "x", count: 100_000)) }
    sink.flush()
    close(ends[1])
    #expect(sink.failure == nil)
    #expect(sink.text.isEmpty)
  }

  @Test(.enabled(if: access("/dev/full", W_OK) == 0))
  func aFullDiskIsAFailure() {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let output = TextSink(descriptor: descriptor)
    let errors = TextSink()
    let console = Console(environment: [:], output: output, errors: errors)
    #expect(console.finish(runProgram(["help"], console: console)) == .failed)
    #expect(errors.text == "error[BT0915]: cannot write the output: no space left on the disk\n")
  }

  @Test func everyByteArrivesInOrder() {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let sink = TextSink(descriptor: ends[1])
    sink.write("first ")
    sink.write("second")
    sink.flush()
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(ends[0], &bytes, bytes.count)
    close(ends[0])
    #expect(String(decoding: bytes[..<max(0, count)], as: UTF8.self) == "first second")
  }
}
