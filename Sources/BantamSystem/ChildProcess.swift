#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What another program said and how it ended.
public struct ChildOutput: Sendable {
  /// Its exit status; 128 and the number of the signal that ended it.
  public var status: Int32
  public var output: [UInt8]
  /// The beginning of what it said beside its output.
  public var messages: String

  /// The most that is kept of the messages.
  static let maximumMessageBytes = 1 << 14
}

/// Runs another program to its end. It is looked up on the `PATH`; its arguments are handed over as they are, no shell
/// reads them.
///
/// - Parameters:
///   - environment: nil removes a variable; the others are those of this process.
///   - maximumBytes: of the output; a program that says more is ended.
public func runChild(
  _ arguments: [String], input: [UInt8] = [], environment changes: [String: String?] = [:], maximumBytes: Int
) throws(SystemError) -> ChildOutput {
  let name = arguments.first ?? ""
  // Input and messages go through files without a name, so that only the output has to be waited for.
  guard let inputFile = tmpfile() else { throw SystemError(.start, path: name, errorNumber: errno) }
  defer { fclose(inputFile) }
  guard let messageFile = tmpfile() else { throw SystemError(.start, path: name, errorNumber: errno) }
  defer { fclose(messageFile) }
  if fwrite(input, 1, input.count, inputFile) != input.count || fflush(inputFile) != 0
    || lseek(fileno(inputFile), 0, SEEK_SET) != 0
  {
    throw SystemError(.start, path: name, errorNumber: errno)
  }
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { throw SystemError(.start, path: name, errorNumber: errno) }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  let process: pid_t
  do throws(SystemError) {
    process = try spawn(
      arguments, variables(changes), input: fileno(inputFile), output: ends[1], messages: fileno(messageFile))
  } catch {
    close(ends[0])
    close(ends[1])
    throw error
  }
  close(ends[1])
  let read = readAll(ends[0], maximumBytes)
  close(ends[0])
  if read.isTooLong || read.isInterrupted { kill(process, SIGKILL) }
  var ending: Int32 = 0
  while waitpid(process, &ending, 0) < 0 {
    if errno != EINTR { throw SystemError(.start, path: name, errorNumber: errno) }
  }
  if read.isTooLong {
    throw SystemError(.read, path: name, reason: "its output is larger than \(sizeInWords(maximumBytes))")
  }
  if read.isInterrupted { throw SystemError(.read, path: name, reason: "interrupted") }
  let signal = ending & 0x7F
  return ChildOutput(
    status: signal == 0 ? ending >> 8 & 0xFF : 128 + signal, output: read.bytes,
    messages: beginning(of: fileno(messageFile)))
}

private func variables(_ changes: [String: String?]) -> [String] {
  var variables = Terminal.environment()
  for (name, value) in changes { variables[name] = value }
  return variables.map { "\($0)=\($1)" }.sorted()
}

private func spawn(
  _ arguments: [String], _ variables: [String], input: Int32, output: Int32, messages: Int32
) throws(SystemError) -> pid_t {
  var actions = fileActions()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (from, to) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (messages, STDERR_FILENO)] {
    posix_spawn_file_actions_adddup2(&actions, from, to)
  }
  var words = arguments.map { strdup($0) }
  var settings = variables.map { strdup($0) }
  defer { for pointer in words + settings { free(pointer) } }
  words.append(nil)
  settings.append(nil)
  var process = pid_t()
  let status = posix_spawnp(&process, arguments.first ?? "", &actions, nil, words, settings)
  guard status == 0 else { throw SystemError(.start, path: arguments.first ?? "", errorNumber: status) }
  return process
}

private func readAll(_ descriptor: Int32, _ maximumBytes: Int) -> (bytes: [UInt8], isTooLong: Bool, isInterrupted: Bool)
{
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR {
      if Interrupt.isRaised { return (bytes, false, true) }
      continue
    }
    if count <= 0 { return (bytes, false, false) }
    if bytes.count + count > maximumBytes { return (bytes, true, false) }
    bytes.append(contentsOf: chunk[..<count])
  }
}

private func beginning(of descriptor: Int32) -> String {
  var bytes = [UInt8](repeating: 0, count: ChildOutput.maximumMessageBytes)
  let count = max(0, pread(descriptor, &bytes, bytes.count, 0))
  return String(decoding: bytes[..<count], as: UTF8.self)
}

#if canImport(Glibc)
  private func fileActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
#else
  private func fileActions() -> posix_spawn_file_actions_t? { nil }
#endif
