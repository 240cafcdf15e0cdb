import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How many cores the machine offers, at least 1.
public func coreCount() -> Int {
  max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// Calls `body` for 0..<parts, each part once, on up to `threads` threads, and returns when all are done.
///
/// Plain threads, made per call: about 20 µs each, and no run-time library at start-up.
public func parallel(parts: Int, threads: Int = coreCount(), _ body: @Sendable (Int) -> Void) {
  let workers = min(parts, threads)
  guard workers > 1 else {
    var part = 0
    while part < parts {
      body(part)
      part += 1
    }
    return
  }
  withoutActuallyEscaping(body) { body in
    let work = SharedWork(parts: parts, body: body)
    let others = (1..<workers).compactMap { _ in startThread(work) }
    work.run()
    for thread in others { pthread_join(thread, nil) }
  }
}

private final class SharedWork: Sendable {
  private let parts: Int
  private let body: @Sendable (Int) -> Void
  private let next = Atomic<Int>(0)

  init(parts: Int, body: @escaping @Sendable (Int) -> Void) {
    self.parts = parts
    self.body = body
  }

  func run() {
    while true {
      let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if part >= parts { return }
      body(part)
    }
  }
}

/// nil where the system gives no more threads; the others then do its share.
private func startThread(_ work: SharedWork) -> pthread_t? {
  let context = Unmanaged.passRetained(work)
  #if canImport(Glibc)
    var thread = pthread_t()
    let status = pthread_create(&thread, nil, runShared, context.toOpaque())
  #else
    var thread: pthread_t?
    let status = pthread_create(&thread, nil, { runShared($0) }, context.toOpaque())
  #endif
  if status != 0 {
    context.release()
    return nil
  }
  return thread
}

private func runShared(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<SharedWork>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}

/// Work on a thread of its own, to be waited for.
public final class BackgroundWork: @unchecked Sendable {
  private var thread: pthread_t?
  private let work: SharedWork

  /// Begins at once; where the system gives no thread, the work is done before this returns.
  public init(_ body: @escaping @Sendable () -> Void) {
    work = SharedWork(parts: 1) { _ in body() }
    thread = startThread(work)
    if thread == nil { work.run() }
  }

  /// nil where the system gives no thread; nothing is done then.
  public init?(ifPossible body: @escaping @Sendable () -> Void) {
    work = SharedWork(parts: 1) { _ in body() }
    thread = startThread(work)
    if thread == nil { return nil }
  }

  deinit { wait() }

  /// For one thread at a time.
  public func wait() {
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }
}
