import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Starts another program, waits for it and says what it cost from start to end.
///
/// Its output goes to a file, and what it says beside it to another one. The peak of its memory is its own only while this program is smaller than it, so whatever
/// needs much memory is done by children.
func measureChild(_ arguments: [String], output: String) throws -> Measured {
  var actions = fileActions()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
  let messages = output + "-messages"
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, messages, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
  var pointers = arguments.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  pointers.append(nil)

  let started = Clock.monotonicNanoseconds()
  var process = pid_t()
  let status = posix_spawn(&process, arguments[0], &actions, nil, pointers, environ)
  guard status == 0 else { throw SystemError(.read, path: arguments[0], errorNumber: status) }
  var ending: Int32 = 0
  var usage = rusage()
  while wait4(process, &ending, 0, &usage) < 0 {
    if errno != EINTR { throw BenchError("cannot wait for `\(arguments[0])`") }
  }
  let seconds = Double(Clock.monotonicNanoseconds() - started) / 1e9
  guard ending == 0 else {
    let words = String(decoding: try readFile(path: messages, maximumBytes: 1 << 20), as: UTF8.self)
    throw BenchError("`\(arguments.joined(separator: " "))` ended with status \(ending >> 8 & 0xFF)\n\(words)")
  }
  #if canImport(Glibc)
    let peak = Int(usage.ru_maxrss) << 10
  #else
    let peak = Int(usage.ru_maxrss)
  #endif
  return Measured(
    wallSeconds: seconds, cpuSeconds: usage.ru_utime.seconds + usage.ru_stime.seconds, peakBytes: peak)
}

/// Where a program stands in the search path; nil where it does not.
func installedProgram(_ name: String) -> String? {
  let folders = getenv("PATH").map { String(cString: $0) } ?? ""
  return folders.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}

#if canImport(Glibc)
  private func fileActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
#else
  private func fileActions() -> posix_spawn_file_actions_t? { nil }
#endif

/// The path of this program.
func ownPath() -> String {
  var buffer = [CChar](repeating: 0, count: 4096)
  let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
  if count > 0 { return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
  return CommandLine.arguments[0]
}

/// Copies a file and waits until it is on the disk, so that a measured program does not pay for it.
func copyFile(_ source: String, to target: String) throws(SystemError) {
  let reader = try ByteReader(path: source)
  let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw SystemError(.write, path: target, errorNumber: errno) }
  defer { close(descriptor) }
  let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
  defer { chunk.deallocate() }
  while true {
    let count = try reader.read(into: chunk)
    if count == 0 { break }
    var start = 0
    while start < count {
      let written = write(descriptor, chunk.baseAddress.map { $0 + start }, count - start)
      guard written > 0 else { throw SystemError(.write, path: target, errorNumber: errno) }
      start += written
    }
  }
  if fsync(descriptor) != 0 { throw SystemError(.write, path: target, errorNumber: errno) }
}
