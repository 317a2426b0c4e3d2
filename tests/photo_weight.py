"""What taking a file in costs in memory."""

import subprocess
import sys
from pathlib import Path

from tests.one_door import PROJECT

WEIGH = """
import io, resource, sys
from pathlib import Path
from django.conf import settings
from editorial.photos.intake import RefusedPhoto, take_in
settings.configure(USE_I18N=False)
try:
    take_in(io.BytesIO(Path(sys.argv[1]).read_bytes()), name="photo")
    print("taken")
except RefusedPhoto:
    print("refused")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def weighed(data: bytes, folder: Path) -> tuple[str, int]:
    """Take a file in, in a process of its own: the verdict, and its greatest memory in bytes."""
    file = folder / "upload"
    file.write_bytes(data)
    # A process inherits the peak of the one that starts it; the shell in between has a small one.
    command = ["/bin/sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", WEIGH, str(file)]
    ran = subprocess.run(command, capture_output=True, check=True, text=True, cwd=PROJECT)
    verdict, peak = ran.stdout.split()
    return verdict, int(peak) * (1 if sys.platform == "darwin" else 1024)
