import Foundation
import TerminalSupport

/// The real program on a pseudo-terminal: what is typed reaches it as from a keyboard, what it draws is kept as a screen.
final class DrivenProgram {
  private let outer: Int32
  private let inner: Int32
  private(set) var process: pid_t = 0
  private var log: [Step] = []
  private var size: (columns: Int, rows: Int)

  private enum Step {
    case bytes([UInt8])
    case resized(columns: Int, rows: Int)
  }

  /// Built beside the tests.
  static var path: String {
    let folder = Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return (folder as NSString).deletingLastPathComponent + "/bantam"
  }

  init?(_ arguments: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]) {
    var ends: (outer: Int32, inner: Int32) = (-1, -1)
    var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&ends.outer, &ends.inner, nil, nil, &window) == 0, let name = ttyname(ends.inner) else { return nil }
    (outer, inner) = ends
    size = (columns, rows)
    _ = fcntl(outer, F_SETFD, FD_CLOEXEC)
    _ = fcntl(inner, F_SETFD, FD_CLOEXEC)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session's leader opens is its own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // `POSIX_SPAWN_SETSID`, which Foundation does not name.
    posix_spawnattr_setflags(&attributes, 0x80)
    var all = ["TERM": "xterm-256color", "NO_COLOR": "1", "BANTAM_HISTORY": "", "PATH": "/usr/bin:/bin"]
    all.merge(environment) { $1 }
    var words = ([Self.path] + arguments).map { strdup($0) } + [nil]
    var settings = all.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + settings { free(word) } }
    guard posix_spawn(&process, Self.path, &actions, &attributes, &words, &settings) == 0 else { return nil }
  }

  deinit {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(outer)
    close(inner)
  }

  /// Waits for the prompt: before it, the terminal itself would show what is typed.
  func waitForPrompt() -> Bool {
    let end = Date(timeIntervalSinceNow: 30)
    while Date() < end {
      settle()
      if drawn().hasSuffix("\n>") || drawn() == ">" { return true }
    }
    return false
  }

  func type(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      var request = pollfd(fd: outer, events: Int16(POLLOUT | POLLIN), revents: 0)
      poll(&request, 1, 1_000)
      if request.revents & Int16(POLLIN) != 0 { take() }
      guard request.revents & Int16(POLLOUT) != 0 else { continue }
      let count = rest.prefix(1024).withUnsafeBytes { write(outer, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
    }
  }

  func resize(columns: Int, rows: Int) {
    settle()
    var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(outer, UInt(TIOCSWINSZ), &window)
    log.append(.resized(columns: columns, rows: rows))
  }

  /// The screen when it has become this text, or when it did not in the time.
  func screen(like expected: String, seconds: Double = 15) -> String {
    let end = Date(timeIntervalSinceNow: seconds)
    var text = ""
    repeat {
      settle()
      text = drawn()
    } while text != expected && Date() < end
    return text
  }

  /// Reads until nothing comes for a while.
  private func settle() {
    var request = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, 60) > 0, take() {}
  }

  @discardableResult
  private func take() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(outer, &bytes, bytes.count)
    if count > 0 { log.append(.bytes(Array(bytes[..<count]))) }
    return count > 0
  }

  private func drawn() -> String {
    var screen = Screen(columns: size.columns, height: size.rows, wrapsText: true)
    var pending: [UInt8] = []
    for step in log {
      switch step {
      case .bytes(let bytes): pending += bytes
      case .resized(let columns, let rows):
        screen.write(pending)
        pending = []
        screen.resize(columns: columns, height: rows)
      }
    }
    screen.write(pending)
    // A time is another one each time.
    return screen.text.replacing(/· (\d+ µs|\d+ ms|[\d.]+ s)/, with: "· 1 ms")
  }

  /// The status a process ended with; nil while it runs. Waits up to so long.
  func ending(seconds: Double = 10) -> Int32? {
    let end = Date(timeIntervalSinceNow: seconds)
    var status: Int32 = 0
    while Date() < end {
      settle()
      if waitpid(process, &status, WNOHANG) == process {
        process = 0
        return status
      }
    }
    return nil
  }

  /// Whether the terminal echoes and works by lines, as it did before.
  var isSane: Bool {
    var settings = termios()
    tcgetattr(inner, &settings)
    let wanted = tcflag_t(ECHO | ICANON | ISIG)
    return settings.c_lflag & wanted == wanted && settings.c_oflag & tcflag_t(OPOST) != 0
  }

  func send(_ signal: Int32) { kill(process, signal) }
}
