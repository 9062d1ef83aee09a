"""A streaming replica beside the private PostgreSQL of a state folder; the switch to it, and back.

The replica has a state folder of its own inside the other's, so that everything deploy/lib/postgres.sh does for the one it does
for the other. Replication is synchronous: what the primary acknowledges is on the replica's disk, so a primary may vanish at any
moment. (One exception is PostgreSQL's own: who *cancels* a commit that waits for the replica is told that it is done.)

    with Replica(state) as replica:
        replica.switch()        # the old primary is gone without a farewell; replica.primary.port accepts writes
        replica.switch_back()   # the state folder's own server has everything and accepts writes, on its own port

Whoever is killed in between loses nothing: a file says which of the two holds the truth, and the next start() or stop() acts on it.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from waiting import eventually

ROOT = Path(__file__).resolve().parents[2]
NAME = "pitcrew_replica"  # of the follower and of its replication slot, whichever server follows
MAY_REPLICATE = "host replication postgres 127.0.0.1/32 scram-sha-256\n"
FOLLOWING = {"primary_conninfo": None, "primary_slot_name": None}
SYNCHRONOUS = {"synchronous_standby_names": NAME, "synchronous_commit": "on"}
# A copy of the other server that will follow it. Whole or not at all, as postgres_create does it.
COPY = """
data=$STATE/postgres/data.new
mkdir -p "$STATE/postgres"
rm -rf "$data"
mkdir "$data"
chmod 700 "$data"
if ((EUID == 0)); then chown postgres: "$data"; fi
postgres_bin
postgres_identity
PGPASSWORD=$(secret postgres) "${AS_POSTGRES[@]}" "$POSTGRES_BIN/pg_basebackup" -D "$data" \
    -d "host=127.0.0.1 port=$1 user=postgres application_name=$2" -c fast -X stream -R -C -S "$2"
rm -rf "$STATE/postgres/data"
mv "$data" "$STATE/postgres/data"
"""


def is_gone(pid):
    """A zombie is gone: nobody may be waiting for it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


class Server:
    """The PostgreSQL of one state folder."""

    def __init__(self, state):
        self.state = Path(state)
        self.data = self.state / "postgres/data"

    def bash(self, script, *arguments, given=""):
        """What the script prints, with all functions of deploy/lib at hand."""
        done = subprocess.run(["bash", "-c", f'. "$0/deploy/lib/all.sh"\n{script}', ROOT, *map(str, arguments)], input=given,
                              env=os.environ | {"PITCREW_STATE": str(self.state)}, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise RuntimeError(f"{self.state}: status {done.returncode} of {script.strip()}\n{done.stderr}")
        return done.stdout.strip()

    @property
    def port(self):
        return int(self.bash("port postgres"))

    @property
    def runs(self):
        return self.bash("process_runs postgres && echo yes || true") == "yes"

    def start(self):
        self.bash("postgres_start")

    def end(self):
        self.bash("postgres_stop")

    def sql(self, text):
        """The answer as psql prints it without decoration, from a session of its own."""
        return self.bash("postgres_run postgres -At", given=text)

    def set(self, **settings):
        """Changes settings without a restart; None is back to what the configuration says. Returns when new sessions have them
        and every process of the server has been told."""
        loaded = "SELECT pg_conf_load_time()"
        before = self.sql(loaded)
        changes = (f"SET {name} = '{value}'" if value else f"RESET {name}" for name, value in settings.items())
        self.sql("".join(f"ALTER SYSTEM {change};\n" for change in changes) + "SELECT pg_reload_conf()")
        eventually("the reload", lambda: self.sql(loaded) != before)

    def let_replicate(self, allowed):
        """The one line of pg_hba.conf that a follower needs; deploy/up writes that file without it."""
        file = self.data / "pg_hba.conf"
        lines = [line for line in file.read_text().splitlines(keepends=True) if line != MAY_REPLICATE]
        file.write_text("".join(lines + [MAY_REPLICATE] * allowed))  # in place: the owner stays
        self.set()

    def copy(self, primary):
        """Becomes a copy of the primary that follows it once started."""
        self.end()
        primary.drop_slot()
        self.bash(COPY, primary.port, NAME)

    def drop_slot(self):
        self.sql(f"SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '{NAME}'")

    @property
    def follows(self):
        return self.sql("SELECT pg_is_in_recovery()") == "t"

    def wait_for_follower(self, condition):
        query = f"SELECT count(*) FROM pg_stat_replication WHERE application_name = '{NAME}' AND {condition}"
        eventually(f"{condition} of the follower", lambda: self.sql(query) == "1")

    def be_synchronous(self):
        """From here on, and for all that was acknowledged before, the follower has it on its disk.

        Whether commits wait is decided by the checkpointer's view of the settings, not by a session's: a checkpoint asked for after
        the reload begins with that view renewed. What was acknowledged before that the follower has when it has come to the place
        where the log then ended.
        """
        self.wait_for_follower("state = 'streaming'")
        self.set(**SYNCHRONOUS)
        self.sql("CHECKPOINT")
        end = self.sql("SELECT pg_current_wal_flush_lsn()")
        self.wait_for_follower(f"sync_state = 'sync' AND flush_lsn >= '{end}'")

    def be_alone(self):
        """No commit waits for a follower, and none may come."""
        self.set(**dict.fromkeys(SYNCHRONOUS))
        self.drop_slot()
        self.let_replicate(False)

    def promote(self):
        """Returns when writes are accepted."""
        self.sql("SELECT pg_promote(true, 60)")
        eventually("the promotion", lambda: not self.follows)
        self.set(**FOLLOWING)  # with the password that stands in it
        self.sql("SELECT pg_current_xact_id()")

    def strike_down(self, blow):
        """Ends it at once: no farewell to clients, no last checkpoint. After SIGKILL its children find out by themselves."""
        pid = self.bash("process_pid postgres")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        os.kill(int(pid), blow)
        eventually("the end of the server", lambda: all(map(is_gone, [pid, *children])), 30)


class Replica:
    def __init__(self, state, preferred_port=5542):
        self.original, self.replica = Server(state), Server(Path(state) / "replica")
        self.preferred_port = preferred_port
        self.holds_the_truth = self.replica.state / "holds-the-truth"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def primary(self):
        """The server that accepts writes."""
        return self.replica if self.holds_the_truth.exists() else self.original

    def start(self):
        """Whatever a killed run left is put in order first."""
        self.stop()
        self.attach()

    def attach(self):
        """A replica of the original, at hand for switch()."""
        state = self.replica.state
        self.replica.bash("state_folders; choose_ports postgres=$1", self.preferred_port)
        shutil.copy(self.original.state / "secrets/postgres", state / "secrets/postgres")
        self.original.let_replicate(True)
        self.replica.copy(self.original)
        self.replica.start()
        self.original.be_synchronous()

    def switch(self, blow=signal.SIGQUIT):
        """The original falls, the replica takes over on its own port. Can be done again after switch_back()."""
        if not self.replica.runs:
            self.attach()
        self.original.strike_down(blow)
        self.holds_the_truth.touch()
        self.replica.promote()

    def switch_back(self, blow=signal.SIGQUIT):
        """The original's folder is made anew from the replica's, follows it, and takes over when the replica falls. While it follows
        it can be read on its port and refuses writes."""
        self.original.copy(self.replica)
        self.original.start()
        self.replica.be_synchronous()
        self.replica.strike_down(blow)
        self.holds_the_truth.unlink()
        self.original.promote()

    def stop(self):
        """The original alone, with all that was acknowledged; of the replica nothing is left."""
        if not self.replica.state.exists():
            return
        if self.holds_the_truth.exists():
            self.bring_home()
        if not self.original.runs:
            self.original.start()
        if self.original.follows:
            self.original.promote()
        self.replica.end()
        self.original.be_alone()
        shutil.rmtree(self.replica.state)

    def bring_home(self):
        if not self.replica.runs:
            self.replica.start()
        if self.replica.follows:
            self.replica.promote()
        self.switch_back()
