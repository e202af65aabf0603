# cmake -DPROGRAM=… -DOUTPUT=FILE -P compare_output.cmake: the program must succeed and print what FILE holds.
execute_process(COMMAND ${PROGRAM} RESULT_VARIABLE status OUTPUT_VARIABLE printed ERROR_VARIABLE errors)
file(READ ${OUTPUT} expected)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${PROGRAM}: exit ${status}\n${printed}${errors}")
elseif(NOT printed STREQUAL expected)
  message(FATAL_ERROR "${PROGRAM} printed\n${printed}\nand not, as in ${OUTPUT},\n${expected}")
endif()
