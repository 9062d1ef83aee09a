-- When work on an appointment began and ended, as it was told. Not there for what began under the version before: nothing is learned of it.
CREATE TABLE work_times (
    appointment_id uuid PRIMARY KEY REFERENCES appointments,
    started_at timestamptz NOT NULL,
    completed_at timestamptz,
    CHECK (completed_at >= started_at)
);

-- What is learned of it, as sufficient statistics of the logarithm of actual over planned minutes.
CREATE TABLE duration_cells (
    workshop_id uuid NOT NULL REFERENCES workshops,
    service_id uuid NOT NULL,
    vehicle_class text NOT NULL,
    technician_id uuid NOT NULL,
    jobs bigint NOT NULL CHECK (jobs > 0),
    logs double precision NOT NULL,
    squares double precision NOT NULL,
    PRIMARY KEY (workshop_id, service_id, vehicle_class, technician_id)
);
