import { ProgramError } from '@nadir/core';
import type { Pass } from './shader.js';
import type { Layout, Source, Target } from './texture.js';
import { contextOf, type GPGPU } from './webgl-backend.js';

/** What changes from one draw of a pass to the next. */
export interface DrawCall {
  readonly sources: readonly Source[];
  readonly targets: readonly Target[];
  readonly layout: Layout;
  readonly scalars: readonly number[];
  readonly integers: readonly number[];
  /** Whether a reducing pass ends with one number. */
  readonly isLast: boolean;
}

/** A pass made ready for one WebGL context. */
export type Draw = (call: DrawCall) => void;

/** Makes a pass ready. Each of its two shaders is compiled when it is first needed. */
export function prepare(gpgpu: GPGPU, pass: Pass): Draw {
  let aligned: Draw | undefined;
  let general: Draw | undefined;
  return (call) => {
    if (isAligned(pass, call)) {
      aligned ??= prepareShader(gpgpu, pass, pass.sources.aligned);
      aligned(call);
    } else {
      general ??= prepareShader(gpgpu, pass, pass.sources.general);
      general(call);
    }
  };
}

/** Whether a texel of each tensor lies where the texel of the targets does, and is full. */
function isAligned({ tensors, reduces }: Pass, { sources, targets, layout }: DrawCall): boolean {
  const { isPacked, rows, columns } = layout;
  const isFull = !isPacked || (rows % 2 === 0 && columns % 2 === 0);
  return (
    !reduces &&
    isFull &&
    sources
      .slice(0, tensors.length)
      .every(({ width, offset }) => width === targets[0]?.width && offset === 0)
  );
}

function prepareShader(gpgpu: GPGPU, pass: Pass, source: string): Draw {
  const gl = contextOf({ gpgpu });
  const limit = gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS) as number;
  const sources = [...pass.tensors, ...pass.broadcasts];
  if (sources.length > limit) {
    throw new ProgramError(
      `backend-webgl: got a program that reads ${sources.length} tensors, expected at most ${limit}, ` +
        'the texture units of this device. Divide the program into several.',
    );
  }
  const program = gpgpu.createProgram(compileShader(gl, source));
  gpgpu.buildVao(program);
  const at = (name: string) => gl.getUniformLocation(program, name);
  const samplers = sources.map((_, i) => at(`source${i}`));
  const isPacked = at('isPacked');
  const isLast = at('isLast');
  const size = at('size');
  const matrix = at('matrix');
  const width = at('width');
  const offsets = at('offsets');
  const scalars = at('scalars');
  const integers = at('integers');
  // They stay with the program, which `buildVao` has made the current one.
  if (pass.constants.length > 0) gl.uniform1fv(at('constants'), Float32Array.from(pass.constants));
  const attachments = pass.outputs.map((_, i) => gl.COLOR_ATTACHMENT0 + i);
  let checked = false;

  return ({ layout, ...call }) => {
    gpgpu.setProgram(program);
    gpgpu.bindVertexArray(program.vao);
    call.sources.forEach(({ texture }, i) => {
      gpgpu.setInputMatrixTexture(texture, samplers[i] as WebGLUniformLocation, i);
    });
    const [{ width: targetWidth, height }] = call.targets as [Target];
    gl.uniform1i(isPacked, Number(layout.isPacked));
    gl.uniform1i(size, layout.size);
    gl.uniform2i(matrix, layout.rows, layout.columns);
    gl.uniform1i(width, targetWidth);
    gl.uniform1i(isLast, Number(call.isLast));
    if (offsets)
      gl.uniform1iv(
        offsets,
        Int32Array.from(call.sources, ({ offset }) => offset),
      );
    if (scalars) gl.uniform1fv(scalars, Float32Array.from(call.scalars));
    if (integers) gl.uniform1uiv(integers, Uint32Array.from(call.integers));

    gl.bindFramebuffer(gl.FRAMEBUFFER, framebufferOf(gpgpu));
    const attach = (texture: WebGLTexture | null, attachment: number) =>
      gl.framebufferTexture2D(gl.FRAMEBUFFER, attachment, gl.TEXTURE_2D, texture, 0);
    call.targets.forEach(({ texture }, i) => {
      attach(texture, gl.COLOR_ATTACHMENT0 + i);
    });
    gl.drawBuffers(attachments);
    gl.viewport(0, 0, targetWidth, height);
    gl.scissor(0, 0, targetWidth, height);
    try {
      if (!checked) checkFramebuffer(gl);
      checked = true;
      gl.drawElements(gl.TRIANGLES, 6, gl.UNSIGNED_SHORT, 0);
    } finally {
      // TensorFlow.js sets everything else before each draw of its own.
      for (const attachment of attachments) attach(null, attachment);
      gl.bindFramebuffer(gl.FRAMEBUFFER, gpgpu.framebuffer);
    }
  };
}

/** Number of render targets that one draw may have. */
export function maxTargets(gpgpu: GPGPU): number {
  const gl = contextOf({ gpgpu });
  const limits = [gl.MAX_DRAW_BUFFERS, gl.MAX_COLOR_ATTACHMENTS];
  return Math.min(...limits.map((limit) => gl.getParameter(limit) as number));
}

function compileShader(gl: WebGL2RenderingContext, source: string): WebGLShader {
  const shader = gl.createShader(gl.FRAGMENT_SHADER) as WebGLShader;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) {
    throw new ProgramError(
      `backend-webgl: got a program that the driver refuses (${gl.getShaderInfoLog(shader)}), ` +
        'expected one that it compiles. Train on another backend, and report the driver.',
    );
  }
  return shader;
}

/** By backend and not by context: one that was lost and came back may serve a new backend. */
const framebuffers = new WeakMap<GPGPU, WebGLFramebuffer>();

function framebufferOf(gpgpu: GPGPU): WebGLFramebuffer {
  let framebuffer = framebuffers.get(gpgpu);
  if (framebuffer === undefined) {
    framebuffer = contextOf({ gpgpu }).createFramebuffer() as WebGLFramebuffer;
    framebuffers.set(gpgpu, framebuffer);
  }
  return framebuffer;
}

/** An incomplete framebuffer would draw nothing, without a word. */
function checkFramebuffer(gl: WebGL2RenderingContext): void {
  const status = gl.checkFramebufferStatus(gl.FRAMEBUFFER);
  if (status !== gl.FRAMEBUFFER_COMPLETE) {
    throw new ProgramError(
      `backend-webgl: got framebuffer status ${status}, expected float32 textures that can be ` +
        'drawn to together. Train on another backend, or without register().',
    );
  }
}
