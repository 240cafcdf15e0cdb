import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A terminal that gives each key as it is pressed. There is at most one at a time in a process.
///
/// All but `wake` belong to one thread. The terminal is as before after `close` and however the process ends, but for
/// SIGKILL; also SIGTERM, SIGHUP, SIGINT and SIGQUIT then do what they do by default, so that `Interrupt.install` has
/// no effect before `close`.
public final class RawTerminal {
  private static let chunkBytes = 1 << 16
  /// How long the rest of a key's bytes may take, over a slow line too.
  private static let keyMilliseconds = 50
  private static let pasteMilliseconds = 2_000

  private let input: Int32
  private let output: Int32
  private var decoder = KeyDecoder()
  /// Events that came in together with earlier ones; the next one last.
  private var waiting: [TerminalEvent] = []
  private var lastInput = ContinuousClock.now
  private var notices: Notices.Notice = []
  private var signals = SignalHandlers()
  private var chunk = [UInt8](repeating: 0, count: RawTerminal.chunkBytes)
  private var isOpen = true

  /// Raw mode from now on; nil if one of the two is no terminal, or cannot be used in this way.
  public init?(input: Int32 = 0, output: Int32 = 1) {
    self.input = input
    self.output = output
    guard Terminal.isTerminal(input), Terminal.isTerminal(output), Notices.readEnd >= 0 else { return nil }
    guard RawMode.take(input: input, output: output) else { return nil }
    _ = Notices.take()
    signals.install()
    guard RawMode.enter() else {
      signals.remove()
      RawMode.giveBack()
      return nil
    }
  }

  deinit { close() }

  /// Gives the terminal back; done twice it changes nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    RawMode.leave()
    signals.remove()
    RawMode.giveBack()
  }

  /// Lets somebody else have the terminal, as it was before, while the body runs: a text editor, a pager, a long
  /// calculation that Ctrl-C ends. `next` then tells to draw anew.
  public func lend<Result>(_ body: () throws -> Result) rethrows -> Result {
    RawMode.leave()
    signals.remove()
    defer {
      if isOpen {
        signals.install()
        _ = RawMode.enter()
        Notices.raise(.resized)
      }
    }
    return try body()
  }

  /// Stops the process as Ctrl-Z does elsewhere; comes back when it goes on.
  public func suspend() { lend { _ = raise(SIGTSTP) } }

  /// As the terminal says it, else 80 × 24.
  public var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Ends the waiting of `next` with `woken`. Any thread may call it, whether a terminal is open or not.
  public static func wake() { Notices.raise(.woken) }

  /// Writes all bytes, however slow the terminal is; none to one that is gone.
  public func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(output, $0) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var request = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        return
      }
    }
  }

  /// The next event; nil if none has come in this time. Without a time it waits.
  public func next(timeoutMilliseconds: Int? = nil) -> TerminalEvent? {
    let deadline = timeoutMilliseconds.map { ContinuousClock.now + .milliseconds($0) }
    while true {
      if let event = pending() { return event }
      let patience = decodingDeadline.map(milliseconds(until:))
      let left = deadline.map(milliseconds(until:))
      let ready = wait(milliseconds: [patience, left].compactMap(\.self).min())
      if ready.notice { notices.formUnion(Notices.take()) }
      if ready.input {
        if !read() { return .closed }
      } else if patience == 0 {
        waiting = decoder.flush().reversed()
      } else if left == 0, !ready.notice {
        return nil
      }
    }
  }

  /// Until when the rest of a key or a paste may come.
  private var decodingDeadline: ContinuousClock.Instant? {
    guard decoder.isPending else { return nil }
    return lastInput + .milliseconds(decoder.isPasting ? Self.pasteMilliseconds : Self.keyMilliseconds)
  }

  private func pending() -> TerminalEvent? {
    if notices.contains(.continued) {
      RawMode.apply()
      notices.formUnion(.resized)
    }
    notices.remove(.continued)
    if notices.remove(.resized) != nil { return .resized }
    if notices.remove(.woken) != nil { return .woken }
    return waiting.popLast()
  }

  private func wait(milliseconds: Int?) -> (input: Bool, notice: Bool) {
    let wanted = Int16(POLLIN)
    var requests = [input, Notices.readEnd].map { pollfd(fd: $0, events: wanted, revents: 0) }
    let count = poll(&requests, nfds_t(requests.count), milliseconds.map { Int32(clamping: $0) } ?? -1)
    return count < 0 ? (false, false) : (requests[0].revents != 0, requests[1].revents != 0)
  }

  /// Whether the terminal is still there.
  private func read() -> Bool {
    let count = systemRead(input, &chunk)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    lastInput = .now
    waiting = decoder.feed(Array(chunk[..<count])).reversed()
    return count > 0
  }
}

/// Rounded up; 0 for what is past.
private func milliseconds(until instant: ContinuousClock.Instant) -> Int {
  let left = ContinuousClock.now.duration(to: instant).components
  return max(Int(left.seconds) * 1_000 + Int((left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000), 0)
}

private func systemRead(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int { read(descriptor, &buffer, buffer.count) }

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  write(descriptor, buffer.baseAddress, buffer.count)
}
