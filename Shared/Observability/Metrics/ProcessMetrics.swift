import Foundation

/// What Prometheus client libraries tell of every process, read from Linux's `/proc`.
///
/// https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics
public enum ProcessMetrics {
    /// Adds the process's metrics; they are read anew for each rendering.
    public static func register(in metrics: Metrics) {
        let cpu = metrics.counter("process_cpu_seconds_total", "User and system CPU time spent.")
        let memory = metrics.gauge("process_resident_memory_bytes", "Resident memory.")
        let files = metrics.gauge("process_open_fds", "Open file descriptors.")
        let threads = metrics.gauge("process_threads", "Threads of the operating system.")
        metrics.gauge("process_start_time_seconds", "Start of the process, seconds since 1970.").set(Date().timeIntervalSince1970)
        metrics.onRender {
            guard let stat = ProcessStat.current else { return }
            cpu.raise(to: stat.cpuSeconds)
            memory.set(stat.residentBytes)
            threads.set(stat.threads)
            files.set((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0)
        }
    }
}

/// The fields of `/proc/self/stat` we tell; proc(5).
struct ProcessStat {
    let cpuSeconds: Double
    let residentBytes: Double
    let threads: Int

    /// Nil where there is no such file.
    static var current: ProcessStat? {
        guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8) else { return nil }
        let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        return ProcessStat(text, ticksPerSecond: ticksPerSecond, pageSize: Double(sysconf(Int32(_SC_PAGESIZE))))
    }

    init?(_ text: String, ticksPerSecond: Double, pageSize: Double) {
        // The second field is the program's name in parentheses and may hold blanks and parentheses itself.
        guard let name = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]), let threads = Int(fields[17]),
            let pages = Double(fields[21])
        else { return nil }
        cpuSeconds = (user + system) / ticksPerSecond
        residentBytes = pages * pageSize
        self.threads = threads
    }
}
