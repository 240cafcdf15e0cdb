import Foundation

/// A terminal made of two descriptors: what is written to the outer one is typed at the inner one.
final class PseudoTerminal: Sendable {
  let inner: Int32
  private let outer: Int32

  init?() {
    var ends: (outer: Int32, inner: Int32) = (-1, -1)
    guard openpty(&ends.outer, &ends.inner, nil, nil, nil) == 0 else { return nil }
    (outer, inner) = ends
  }

  deinit {
    close(inner)
    close(outer)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(outer, bytes, bytes.count)
  }

  /// What has been written up to this end, for which it waits a while; it may come in pieces.
  func written(upTo end: String) -> String {
    var text = ""
    var request = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
    while !text.hasSuffix(end), poll(&request, 1, 2_000) > 0 {
      let part = read(atMost: 4096)
      if part.isEmpty { break }
      text += part
    }
    return text
  }

  /// Waits for as many bytes.
  func read(_ count: Int) -> String {
    var text = ""
    while text.utf8.count < count {
      let part = read(atMost: count - text.utf8.count)
      if part.isEmpty { break }
      text += part
    }
    return text
  }

  private func read(atMost count: Int) -> String {
    var bytes = [UInt8](repeating: 0, count: count)
    let size = Foundation.read(outer, &bytes, count)
    return String(decoding: bytes[..<max(size, 0)], as: UTF8.self)
  }

  /// The local modes.
  func settings() -> tcflag_t {
    var settings = termios()
    tcgetattr(inner, &settings)
    return settings.c_lflag
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(inner, UInt(TIOCSWINSZ), &size)
  }

  /// As when the window is closed: another file takes the place of the outer end.
  func hangUp() {
    let null = open("/dev/null", O_RDWR)
    dup2(null, outer)
    close(null)
  }
}
