import PostgreSQL

/// The tables every service has for its messages, applied before its own under numbers of their own (which it shares with
/// those of ServiceKit).
public enum MessagingMigrations {
    public static let all = [
        Migration(1, "messaging", PackageResources.V001_messaging_sql),
        Migration(4, "lean outbox", PackageResources.V004_lean_outbox_sql),
    ]
}
