module medseal/tests/wire

go 1.24
