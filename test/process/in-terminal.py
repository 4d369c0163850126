"""Runs a program in a pseudo terminal: in-terminal.py WAIT SEND PROGRAM WORD...

Prints everything the terminal shows. When WAIT (may be empty) has been shown, types SEND once, or closes
the terminal where SEND is "hang up". Ends with the exit code of the program,
or 128 + the signal that killed it.
"""
import os
import pty
import select
import signal
import sys
import time

wait, send, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
# A program that hangs must not hang the tests.
signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
signal.alarm(15)
shown = b''
has_sent = wait == ''
# What the person types before the program is there.
os.write(terminal, os.environ.get('TYPED_AHEAD', '').encode())
while True:
    select.select([terminal], [], [])
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if piece == b'':
        break
    shown += piece
    if not has_sent and wait.encode() in shown:
        has_sent = True
        if send == 'hang up':
            # In the middle of what it is about to do.
            time.sleep(1)
            os.close(terminal)
            break
        os.write(terminal, send.encode().decode('unicode_escape').encode('latin1'))
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
