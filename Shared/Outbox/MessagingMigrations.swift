import PostgreSQL

/// The tables every service has for its messages, applied before its own under numbers of their own.
public enum MessagingMigrations {
    public static let all = [Migration(1, "messaging", PackageResources.V001_messaging_sql)]
}
