#!/usr/bin/env node
// A file that is there before the first build: npm links the command of a workspace when it installs.
import '../dist/main.js';
